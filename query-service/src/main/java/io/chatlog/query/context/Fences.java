package io.chatlog.query.context;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds blocks of code between fences, as Markdown has them and as people type them:
 *
 * <ul>
 *   <li>A fence in front of a line (three back-ticks or tildes, or more) opens a block, which ends
 *       at the first one as long that has nothing behind it in its line, or with the text.
 *   <li>A fence of back-ticks within a line opens one that ends at the next fence, wherever it is;
 *       without a next one it is no fence.
 *   <li>What stands behind the opening fence is the name of a language, with attributes perhaps, or
 *       the first line of the code. A fence before code that never ends is no fence.
 *   <li>Two fences in one line hold code within that line, and no block.
 * </ul>
 *
 * <p>Takes time in the order of the text. Not thread-safe.
 */
final class Fences {
  /**
   * A block.
   *
   * @param start where its opening fence begins
   * @param end behind its closing fence
   */
  record Block(int start, int end, String code) {}

  private static final Pattern FENCE = Pattern.compile("```++|~~~++");
  private static final Pattern LANGUAGE =
      Pattern.compile(
          "[ \\t]*+(?:[A-Za-z][\\w+#.-]{0,29}(?:[ \\t]*+\\{.*|[ \\t]++\\w++=.*)?)?\\s*+");

  private final String text;
  private final Matcher fence;
  private int from;
  private int lineEnd = -1;
  private final Set<String> unclosed = new HashSet<>();

  Fences(String text) {
    this.text = text;
    this.fence = FENCE.matcher(text);
  }

  /** The next block, or null. */
  @Nullable Block next() {
    while (from < text.length() && fence.find(from)) {
      int inside = fence.end();
      from = inside;
      String sign = fence.group();
      boolean ahead = isBlankBefore(fence.start());
      if (!ahead && sign.charAt(0) == '~') {
        continue;
      }
      int close = text.indexOf(sign, inside);
      if (close >= 0 && close < lineEnd(inside)) {
        from = runEnd(close);
        continue;
      }
      boolean named = LANGUAGE.matcher(text).region(inside, lineEnd(inside)).matches();
      if (ahead) {
        close = close(sign, close);
      }
      if (close >= 0 || ahead && named) {
        int begin = named ? Math.min(lineEnd(inside) + 1, text.length()) : inside;
        int end = close < 0 ? text.length() : close;
        from = close < 0 ? end : runEnd(close);
        return new Block(fence.start(), from, text.substring(Math.min(begin, end), end));
      }
    }
    return null;
  }

  /** The first of the fences from {@code close} on that ends its line, or -1. */
  private int close(String sign, int close) {
    if (unclosed.contains(sign)) {
      return -1;
    }
    int at = close;
    while (at >= 0 && !isBlankBehind(runEnd(at))) {
      at = text.indexOf(sign, runEnd(at));
    }
    if (at < 0) {
      unclosed.add(sign); // nor is there one behind any later fence
    }
    return at;
  }

  private int runEnd(int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == text.charAt(start)) {
      end++;
    }
    return end;
  }

  /** Looked for once a line, however many fences it has. */
  private int lineEnd(int at) {
    if (lineEnd < at) {
      int end = text.indexOf('\n', at);
      lineEnd = end < 0 ? text.length() : end;
    }
    return lineEnd;
  }

  private boolean isBlankBefore(int end) {
    int at = end - 1;
    while (at >= 0 && isBlank(at)) {
      at--;
    }
    return at < 0 || text.charAt(at) == '\n';
  }

  private boolean isBlankBehind(int start) {
    int at = start;
    while (at < text.length() && isBlank(at)) {
      at++;
    }
    return at == text.length() || text.charAt(at) == '\n';
  }

  private boolean isBlank(int at) {
    return text.charAt(at) == ' ' || text.charAt(at) == '\t';
  }
}
