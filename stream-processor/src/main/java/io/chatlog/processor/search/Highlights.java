package io.chatlog.processor.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds in a content what a query asked for, and shows it. */
final class Highlights {
  private Highlights() {}

  /**
   * A stretch of the content that is marked.
   *
   * @param what the term or prefix that it is marked for
   */
  record Mark(int start, int end, String what) {}

  /** The best passages of a content, best first; empty when it holds nothing that is marked. */
  static List<Passages.Passage> of(String content, HighlightTerms terms) {
    if (terms.isEmpty()) {
      return List.of();
    }
    return Passages.of(content, marks(content, terms));
  }

  /** What is to be marked, in the order of the content; marks may overlap. */
  static List<Mark> marks(String content, HighlightTerms terms) {
    List<Mark> marks = new ArrayList<>();
    Set<String> phraseTerms = new HashSet<>();
    terms.phrases().forEach(phraseTerms::addAll);
    Map<String, Map<Integer, Mark>> places = new HashMap<>();
    Words.ofContent(
        content,
        (attribute, start, end, position) -> {
          String term = attribute.toString();
          if (terms.words().contains(term)) {
            marks.add(new Mark(start, end, term));
          } else {
            for (String prefix : terms.prefixes()) {
              if (term.startsWith(prefix)) {
                marks.add(new Mark(start, end, prefix));
                break;
              }
            }
          }
          if (phraseTerms.contains(term)) {
            places
                .computeIfAbsent(term, key -> new HashMap<>())
                .put(position, new Mark(start, end, term));
          }
        });
    for (List<String> phrase : terms.phrases()) {
      addPhrase(phrase, places, marks);
    }
    marks.sort(
        (a, b) ->
            a.start() != b.start()
                ? Integer.compare(a.start(), b.start())
                : Integer.compare(a.end(), b.end()));
    return marks;
  }

  private static void addPhrase(
      List<String> phrase, Map<String, Map<Integer, Mark>> places, List<Mark> marks) {
    for (int position : places.getOrDefault(phrase.getFirst(), Map.of()).keySet()) {
      List<Mark> found = new ArrayList<>();
      for (int at = 0; at < phrase.size(); at++) {
        Mark mark = places.getOrDefault(phrase.get(at), Map.of()).get(position + at);
        if (mark == null) {
          break;
        }
        found.add(mark);
      }
      if (found.size() == phrase.size()) {
        marks.addAll(found);
      }
    }
  }
}
