package io.chatlog.ingest.accept;

import java.util.regex.Pattern;

/**
 * What an e-mail address looks like: the addresses of RFC 5322, 3.4.1, with the letters of any
 * language on both sides (RFC 6531), without comments, white space and address literals. Nobody
 * asks whether the domain is there.
 *
 * <ul>
 *   <li>Before the last at sign: words with dots between them, or a quoted string.
 *   <li>Behind it: labels of 1 to 63 letters, digits and hyphens with dots between them; no hyphen
 *       begins or ends one. One label is enough.
 * </ul>
 */
final class EmailShape {
  private static final String OTHER_LETTERS = "\\p{L}\\p{M}\\p{N}";
  private static final String WORD =
      "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-]|[\\x{80}-\\x{10FFFF}&&[^\\p{Z}\\p{C}]])++";
  private static final Pattern DOTTED = Pattern.compile(WORD + "(?:\\." + WORD + ")*+");
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:[^\"\\\\\\p{Z}\\p{C}]|\\\\[^\\p{Z}\\p{C}])++\"");
  private static final String JOINERS = "\\u200C\\u200D";
  private static final Pattern LABEL =
      Pattern.compile(
          "["
              + OTHER_LETTERS
              + "](?:["
              + OTHER_LETTERS
              + JOINERS
              + "-]{0,61}["
              + OTHER_LETTERS
              + JOINERS
              + "])?");

  private EmailShape() {}

  /** Whether a text is one. Takes time in proportion to its length. */
  static boolean isOf(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1) {
      return false;
    }
    String local = text.substring(0, at);
    if (!DOTTED.matcher(local).matches() && !QUOTED.matcher(local).matches()) {
      return false;
    }
    for (String label : text.substring(at + 1).split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }
}
