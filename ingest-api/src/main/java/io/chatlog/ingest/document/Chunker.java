package io.chatlog.ingest.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into pieces that overlap, between sentences where that is possible, else between
 * words, else between characters. Looks at one piece at a time, so that the cost grows with the
 * text only, whatever it holds. Thread-safe.
 *
 * @param chars the longest piece, in UTF-16 code units, at least 2
 * @param overlap the most that a piece repeats of the one before; at most half of {@code chars}
 */
public record Chunker(int chars, int overlap) {

  /** The pieces of a text, none of them blank, without white space around them. */
  public List<String> chunks(String text) {
    List<String> chunks = new ArrayList<>();
    String clean = clean(text);
    BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    int from = 0;
    while (from < clean.length()) {
      int end = end(clean, from, sentences);
      String chunk = clean.substring(from, end).strip();
      if (!chunk.isEmpty()) {
        chunks.add(chunk);
      }
      from = end == clean.length() ? end : next(clean, from, end, sentences);
    }
    return chunks;
  }

  /** Where the piece that begins somewhere ends: behind the last sentence that fits. */
  private int end(String text, int from, BreakIterator sentences) {
    int most = from + chars;
    if (most >= text.length()) {
      return text.length();
    }
    sentences.setText(text.substring(from, most + 1));
    int sentence = sentences.preceding(chars + 1);
    // the end of what was looked at is no end of a sentence
    if (sentence > chars || sentence == BreakIterator.DONE) {
      sentence = sentences.preceding(chars);
    }
    if (sentence > overlap) {
      return from + sentence;
    }
    for (int at = most; at > from + chars / 2; at--) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return between(text, most);
  }

  /** Where the next piece begins: at the first sentence, or word, of what may be repeated. */
  private int next(String text, int from, int end, BreakIterator sentences) {
    int least = Math.max(from + 1, end - overlap);
    if (least >= end) {
      return end;
    }
    sentences.setText(text.substring(least - 1, end));
    int sentence = sentences.following(0);
    if (sentence != BreakIterator.DONE && least - 1 + sentence < end) {
      return least - 1 + sentence;
    }
    for (int at = least; at < end; at++) {
      if (Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return end;
  }

  /** The same place, or the one before where it would tear a character apart. */
  private static int between(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1))
        ? at - 1
        : at;
  }

  /** Without what no text has: control characters but line breaks and tabs, lone surrogates. */
  private static String clean(String text) {
    StringBuilder clean = null;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean pair =
          Character.isHighSurrogate(c)
              && at + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(at + 1));
      if (pair) {
        at++;
      } else if (Character.isSurrogate(c)
          || (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
        if (clean == null) {
          clean = new StringBuilder(text);
        }
        clean.setCharAt(at, ' ');
      }
    }
    return clean == null ? text : clean.toString();
  }
}
