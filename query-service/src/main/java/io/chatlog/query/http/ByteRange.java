package io.chatlog.query.http;

import io.chatlog.http.Request;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a content that a client asks for ({@code Range}, RFC 9110, section 14).
 *
 * @param from the first byte
 * @param to the last byte; below {@code from} when the content has none of those asked for
 */
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

  /**
   * The range of a request; null where the whole is to be answered: without a range, for HEAD,
   * where the client has another content ({@code If-Range}), and for what is no range of bytes, or
   * several, which a server may ignore.
   *
   * @param tag the content's entity tag
   */
  static @Nullable ByteRange of(Request request, String tag, long size) {
    List<String> ranges = request.headers("Range");
    String had = request.header("If-Range");
    if (ranges.size() != 1 || request.isHead() || (had != null && !had.strip().equals(tag))) {
      return null;
    }
    Matcher one = ONE.matcher(ranges.getFirst().strip());
    if (!one.matches()) {
      return null;
    }
    String first = one.group(1);
    String last = one.group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? null
          : new ByteRange(Math.max(0, size - Long.parseLong(last)), size - 1);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    return from > to ? null : new ByteRange(from, Math.min(to, size - 1));
  }

  boolean isEmpty() {
    return to < from;
  }

  long bytes() {
    return to - from + 1;
  }
}
