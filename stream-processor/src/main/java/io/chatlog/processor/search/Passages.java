package io.chatlog.processor.search;

import io.chatlog.processor.search.Highlights.Mark;
import io.chatlog.view.HighlightOffsets;
import io.chatlog.view.HighlightOffsets.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stretches of a text that say most about a query: at most {@value #PASSAGES_MAX}, of
 * about {@value #PASSAGE_CHARS} characters, that share nothing, cut between words. All of the text
 * is escaped for HTML; the only mark-up is {@code <em>}.
 */
final class Passages {
  static final int PASSAGES_MAX = 3;
  static final int PASSAGE_CHARS = 160;

  // how far a cut may move to fall between words
  private static final int WORD_CHARS_MAX = 24;

  private final String text;
  private final List<Mark> marks;
  private final List<Stretch> stretches = new ArrayList<>();

  private Passages(String text, List<Mark> marks) {
    this.text = text;
    this.marks = marks;
  }

  /** A part of the text, from a character to behind another. */
  private record Stretch(int start, int end) {}

  /**
   * Passages, best first.
   *
   * @param marks in the order of the text
   */
  static List<Passage> of(String text, List<Mark> marks) {
    return new Passages(text, marks).passages();
  }

  /** A passage as it is shown, and where it stands. */
  record Passage(String html, HighlightOffsets offsets) {}

  private List<Passage> passages() {
    List<Passage> passages = new ArrayList<>();
    while (stretches.size() < PASSAGES_MAX) {
      Stretch core = best();
      if (core == null) {
        break;
      }
      Stretch stretch = widened(core);
      stretches.add(stretch);
      passages.add(shown(stretch));
    }
    return passages;
  }

  /** The shortest stretch around the marks that fit into a passage and name the most words. */
  private @Nullable Stretch best() {
    Stretch best = null;
    double most = 0;
    Map<String, Integer> words = new HashMap<>();
    int to = 0;
    int end = 0;
    for (int from = 0; from < marks.size(); from++) {
      if (to <= from) {
        words.clear();
        to = from;
        end = marks.get(from).end();
      }
      int start = marks.get(from).start();
      while (to < marks.size()
          && (to == from || marks.get(to).end() - start <= PASSAGE_CHARS)
          && !isShown(marks.get(to))) {
        words.merge(marks.get(to).what(), 1, Integer::sum);
        end = Math.max(end, marks.get(to).end());
        to++;
      }
      if (to > from) {
        // different words first, then more of them
        double worth = words.size() + (to - from) / (to - from + 100.0);
        if (worth > most) {
          most = worth;
          best = new Stretch(start, end);
        }
        words.merge(marks.get(from).what(), -1, (a, b) -> a + b == 0 ? null : a + b);
      }
    }
    return best;
  }

  private boolean isShown(Mark mark) {
    return stretches.stream()
        .anyMatch(stretch -> mark.start() < stretch.end() && mark.end() > stretch.start());
  }

  /** With text around it, up to the length of a passage and to what is shown already. */
  private Stretch widened(Stretch core) {
    int floor = 0;
    int ceiling = text.length();
    for (Stretch stretch : stretches) {
      if (stretch.end() <= core.start()) {
        floor = Math.max(floor, stretch.end());
      } else if (stretch.start() >= core.end()) {
        ceiling = Math.min(ceiling, stretch.start());
      }
    }
    int room = Math.max(0, PASSAGE_CHARS - (core.end() - core.start()));
    int start = Math.max(floor, core.start() - room / 2);
    int end = Math.clamp((long) start + PASSAGE_CHARS, core.end(), ceiling);
    start = Math.clamp((long) end - PASSAGE_CHARS, floor, Math.max(floor, core.start()));
    return new Stretch(
        start == floor ? start : cutBefore(start, core.start()),
        end == ceiling ? end : cutBehind(end, core.end()));
  }

  /** Moves a cut behind the word that it falls into, but never behind a limit. */
  private int cutBefore(int cut, int limit) {
    for (int at = cut; at < Math.min(limit, cut + WORD_CHARS_MAX); at++) {
      if (Character.isWhitespace(text.charAt(at - 1))) {
        return at;
      }
    }
    return cut > 0 && Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
  }

  /** Moves a cut before the word that it falls into, but never before a limit. */
  private int cutBehind(int cut, int limit) {
    for (int at = cut; at > Math.max(limit, cut - WORD_CHARS_MAX); at--) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut;
  }

  private Passage shown(Stretch wide) {
    Stretch stretch = stripped(wide);
    StringBuilder html = new StringBuilder(stretch.end() - stretch.start() + 64);
    List<Span> emphasised = new ArrayList<>();
    int first = text.codePointCount(0, stretch.start());
    int at = stretch.start();
    for (Stretch mark : emphasised(stretch)) {
      escape(at, mark.start(), html);
      html.append("<em>");
      escape(mark.start(), mark.end(), html);
      html.append("</em>");
      at = mark.end();
      emphasised.add(span(mark, stretch, first));
    }
    escape(at, stretch.end(), html);
    return new Passage(
        html.toString(), new HighlightOffsets(span(stretch, stretch, first), emphasised));
  }

  /**
   * @param first how many characters are before the stretch
   */
  private Span span(Stretch of, Stretch stretch, int first) {
    return new Span(
        first + text.codePointCount(stretch.start(), of.start()),
        first + text.codePointCount(stretch.start(), of.end()));
  }

  /** The marks of a stretch; those that overlap are one. */
  private List<Stretch> emphasised(Stretch stretch) {
    List<Stretch> joined = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark.start() < stretch.start()
          || mark.end() > stretch.end()
          || mark.start() == mark.end()) {
        continue;
      }
      Stretch last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && mark.start() < last.end()) {
        joined.set(joined.size() - 1, new Stretch(last.start(), Math.max(last.end(), mark.end())));
      } else {
        joined.add(new Stretch(mark.start(), mark.end()));
      }
    }
    return joined;
  }

  /** Without white space at its ends. */
  private Stretch stripped(Stretch stretch) {
    int start = stretch.start();
    int end = stretch.end();
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Stretch(start, end);
  }

  private void escape(int from, int to, StringBuilder shown) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      switch (c) {
        case '&' -> shown.append("&amp;");
        case '<' -> shown.append("&lt;");
        case '>' -> shown.append("&gt;");
        case '"' -> shown.append("&quot;");
        case '\'' -> shown.append("&#39;");
        default -> shown.append(c);
      }
    }
  }
}
