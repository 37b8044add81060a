package io.chatlog.http.param;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code If-Match} and {@code If-None-Match} hold: {@code *}, or a list of entity tags (RFC
 * 9110, 8.8.3). An entity's tag is its version in quotes, as in {@code "7"}; every other tag is
 * none of ours.
 *
 * @param any whether it is {@code *}; then there are no tags
 */
record EntityTags(boolean any, List<Tag> tags) {
  /** One tag. */
  record Tag(boolean weak, String opaque) {
    private static final int DIGITS_MAX = 18;

    /** The version that has just this tag; empty when none has. */
    OptionalLong version() {
      boolean digits = opaque.chars().allMatch(c -> c >= '0' && c <= '9');
      return !digits || opaque.isEmpty() || opaque.startsWith("0") || opaque.length() > DIGITS_MAX
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(opaque));
    }
  }

  EntityTags {
    tags = List.copyOf(tags);
  }

  /** The tags of the values of a header, or empty when they are no list of tags. */
  static Optional<EntityTags> parse(List<String> headers) {
    String text = String.join(",", headers).strip();
    if (text.equals("*")) {
      return Optional.of(new EntityTags(true, List.of()));
    }
    List<Tag> tags = new ArrayList<>();
    int at = behindCommas(text, 0);
    boolean separated = true;
    while (at < text.length()) {
      boolean weak = text.startsWith("W/", at);
      int start = weak ? at + 2 : at;
      int end = start < text.length() ? text.indexOf('"', start + 1) : -1;
      if (!separated || end < 0 || text.charAt(start) != '"') {
        return Optional.empty();
      }
      String opaque = text.substring(start + 1, end);
      if (!opaque.chars().allMatch(EntityTags::mayStandInTag)) {
        return Optional.empty();
      }
      tags.add(new Tag(weak, opaque));
      at = behindCommas(text, end + 1);
      separated = text.substring(end + 1, at).indexOf(',') >= 0;
    }
    return tags.isEmpty() ? Optional.empty() : Optional.of(new EntityTags(false, tags));
  }

  private static boolean mayStandInTag(int c) {
    return c > ' ' && c != 0x7f;
  }

  /** Empty elements of a list are passed over (RFC 9110, 5.6.1.2). */
  private static int behindCommas(String text, int from) {
    int at = from;
    while (at < text.length() && " \t,".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
