package io.chatlog.processor.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What highlights mark.
 *
 * @param words terms that are marked wherever they stand
 * @param prefixes beginnings of terms that are marked wherever they stand
 * @param phrases terms that are marked where they stand next to each other
 */
record HighlightTerms(Set<String> words, List<String> prefixes, List<List<String>> phrases) {
  HighlightTerms {
    words = Set.copyOf(words);
    prefixes = List.copyOf(prefixes);
    phrases = List.copyOf(phrases);
  }

  boolean isEmpty() {
    return words.isEmpty() && prefixes.isEmpty() && phrases.isEmpty();
  }

  static final class Builder {
    private final Set<String> words = new HashSet<>();
    private final List<String> prefixes = new ArrayList<>();
    private final List<List<String>> phrases = new ArrayList<>();

    void word(String term) {
      words.add(term);
    }

    void prefix(String start) {
      prefixes.add(start);
    }

    void phrase(List<String> terms) {
      phrases.add(terms);
    }

    HighlightTerms build() {
      return new HighlightTerms(words, prefixes, phrases);
    }
  }
}
