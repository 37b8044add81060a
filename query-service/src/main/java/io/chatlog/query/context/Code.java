package io.chatlog.query.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code in a message that is marked as such: blocks between {@link Fences}, which no sentence
 * holds, and code within a line, which a sentence holds whole.
 *
 * @param prose the content without the blocks, each of which is an empty line instead
 * @param blocks what stood between fences, and within lines, in this order
 */
record Code(String prose, List<String> blocks) {
  private static final Pattern INLINE = Pattern.compile("`{1,3}([^`\\n]++)`{1,3}");

  static Code of(String content) {
    String text = content.replace("\r\n", "\n").replace('\r', '\n');
    List<String> blocks = new ArrayList<>();
    StringBuilder prose = new StringBuilder(text.length());
    Fences fences = new Fences(text);
    int from = 0;
    for (Fences.Block block = fences.next(); block != null; block = fences.next()) {
      blocks.add(withoutMargin(block.code()));
      prose.append(text, from, block.start()).append("\n\n");
      from = block.end();
    }
    prose.append(text, from, text.length());
    Matcher inline = INLINE.matcher(prose);
    while (inline.find()) {
      blocks.add(inline.group(1).strip());
    }
    blocks.removeIf(String::isBlank);
    return new Code(prose.toString(), List.copyOf(blocks));
  }

  private static String withoutMargin(String block) {
    return block.stripTrailing().stripIndent();
  }

  /** The same text with what stands between back-ticks made one word, character for character. */
  static String hidden(String text) {
    return text.indexOf('`') < 0 ? text : hidden(text, INLINE);
  }

  /** The same text with every match made one word, character for character. */
  static String hidden(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    char[] hidden = text.toCharArray();
    do {
      Arrays.fill(hidden, matcher.start(), matcher.end(), 'x');
    } while (matcher.find());
    return new String(hidden);
  }
}
