package io.chatlog.query.context;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who a message is addressed to, as chat rooms have it: {@code name: what is said}. */
final class Addressee {
  private static final int NAME_CHARS_MAX = 32;
  private static final int COLON = 3;
  private static final int COMMA = 2;
  private static final int OFTEN = 6;

  /** What stands before a colon and is nobody's name. */
  private static final Set<String> WORDS =
      Set.of(
          ("note ps edit update question answer warning error e.g todo example http https hint tip"
                  + " re well ok so yes no hi hello hey also and but then sorry thanks hmm oh ah"
                  + " fine perfect great cool nice right alright awesome good actually anyway"
                  + " correct true sure please indeed exactly absolutely wow root")
              .split(" "));

  private Addressee() {}

  /** Where the rest begins behind a first word and its colon or comma; 0 when there is none. */
  static int end(String text) {
    for (int at = 1; at < Math.min(text.length() - 1, NAME_CHARS_MAX + 1); at++) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        return 0;
      }
      if ((c == ':' || c == ',') && Character.isWhitespace(text.charAt(at + 1))) {
        return at + 1;
      }
    }
    return 0;
  }

  static String name(String text, int end) {
    return text.substring(0, end - 1);
  }

  /** The names that messages are addressed to: those of authors, and those that come again. */
  static Set<String> of(List<Said> messages) {
    Set<String> known = new HashSet<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Said said : messages) {
      if (said.author() != null) {
        known.add(said.author());
      }
      String content = said.content().stripLeading();
      int end = end(content);
      if (end > 0) {
        // a comma is behind many a word that is no name
        String name = name(content, end);
        String small = name.toLowerCase(Locale.ROOT);
        if (!WORDS.contains(small) && !Terms.isCommon(small) && isName(name)) {
          counts.merge(name, content.charAt(end - 1) == ':' ? COLON : COMMA, Integer::sum);
        }
      }
    }
    counts.forEach(
        (name, count) -> {
          if (count >= OFTEN || !name.chars().allMatch(Character::isLetter)) {
            known.add(name);
          }
        });
    return known;
  }

  private static boolean isName(String name) {
    return !name.endsWith("ly")
        && !name.contains("..")
        && (Character.isLetterOrDigit(name.codePointAt(0))
            || "_[|`{^\\".indexOf(name.charAt(0)) >= 0);
  }
}
