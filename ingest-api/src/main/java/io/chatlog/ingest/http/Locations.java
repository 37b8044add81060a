package io.chatlog.ingest.http;

import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.value.Position;
import java.nio.charset.StandardCharsets;

/** The paths under which what was written can be read. */
final class Locations {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Locations() {}

  /** The path of a user, or of what it has. */
  static String of(Target target) {
    StringBuilder path = new StringBuilder("/v1/users/");
    segment(target.user().value(), path);
    if (target.context() != null) {
      return segment(target.context().value(), path.append("/contexts/")).toString();
    }
    if (target.session() != null) {
      segment(target.session().value(), path.append("/sessions/"));
    }
    if (target.message() != null) {
      segment(target.message().value(), path.append("/messages/"));
    }
    return path.toString();
  }

  /** The path that tells what became of the write at a position. */
  static String receipt(Position position) {
    return "/v1/receipts/" + position;
  }

  /** Appends a path segment, with everything escaped but RFC 3986's unreserved characters. */
  private static StringBuilder segment(String text, StringBuilder path) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean unreserved =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '-'
              || b == '.'
              || b == '_'
              || b == '~';
      if (unreserved) {
        path.append((char) b);
      } else {
        path.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
      }
    }
    return path;
  }
}
