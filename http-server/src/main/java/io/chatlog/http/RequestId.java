package io.chatlog.http;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The id that ties a request, its answer, its problem and its log lines together. */
final class RequestId {
  /** The header that brings it and carries it back. */
  static final String HEADER = "X-Request-Id";

  /** The key under which log lines have it. */
  static final String MDC_KEY = "request_id";

  private static final int CHARS_MAX = 128;
  private static final String DIGITS = "0123456789abcdef";

  private RequestId() {}

  /** The caller's id when it is harmless in a log line and a header, a new random one otherwise. */
  static String of(@Nullable String header) {
    return header != null && isSane(header) ? header : random();
  }

  private static boolean isSane(String id) {
    if (id.isEmpty() || id.length() > CHARS_MAX) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean sane =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_.:/+=~".indexOf(c) >= 0;
      if (!sane) {
        return false;
      }
    }
    return true;
  }

  private static String random() {
    long high = ThreadLocalRandom.current().nextLong();
    char[] text = new char[16];
    for (int i = 0; i < text.length; i++) {
      text[i] = DIGITS.charAt((int) (high >>> (60 - 4 * i)) & 0xF);
    }
    return new String(text);
  }
}
