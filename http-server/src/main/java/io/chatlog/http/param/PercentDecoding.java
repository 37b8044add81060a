package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Percent-decoding (RFC 3986, 2.1) to UTF-8: strict, and exactly once. */
public final class PercentDecoding {
  private static final char REPLACEMENT = '\ufffd';

  private PercentDecoding() {}

  /**
   * Decodes one segment of a path; {@code +} stays a plus.
   *
   * @throws ProblemException {@code invalid_id} naming the parameter when the encoding is broken
   */
  public static String pathSegment(String parameter, String raw) {
    String decoded = decode(raw, false);
    if (decoded == null) {
      throw new ProblemException(
          ErrorCode.INVALID_ID, parameter + " is not well-formed percent-encoded UTF-8");
    }
    return decoded;
  }

  /** Decodes a name or value of a query, where {@code +} is a blank; null when it is broken. */
  static @Nullable String queryPart(String raw) {
    return decode(raw, true);
  }

  private static @Nullable String decode(String raw, boolean plusIsBlank) {
    if (raw.indexOf('%') < 0 && isAscii(raw)) {
      return plusIsBlank ? raw.replace('+', ' ') : raw;
    }
    if (raw.indexOf(REPLACEMENT) >= 0) {
      return null; // bytes that were no UTF-8 came unencoded, and became this
    }
    // Characters outside of ASCII that came unencoded are themselves.
    byte[] in = raw.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      byte b = in[i];
      if (b == '%') {
        int high = i + 2 <= in.length - 1 ? Character.digit(in[i + 1], 16) : -1;
        int low = i + 2 <= in.length - 1 ? Character.digit(in[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        b = (byte) (high << 4 | low);
        i += 2;
      } else if (plusIsBlank && b == '+') {
        b = ' ';
      }
      out[length++] = b;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(out, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }
}
