package io.chatlog.processor.search;

import java.util.List;

/** One part of a query. */
record QueryClause(Occurrence occurrence, Operand operand) {

  /** How a clause decides about a message. */
  enum Occurrence {
    /**
     * At least one optional clause must match where none is required; each that does adds score.
     */
    OPTIONAL,
    /** Must match, and adds score. */
    REQUIRED,
    /** Must not match. */
    EXCLUDED
  }

  /** What a clause looks for, in terms of the index. */
  sealed interface Operand {
    /** How many terms of the query it takes up. */
    default int terms() {
      return 1;
    }
  }

  /** A word, stemmed. */
  record Word(String term) implements Operand {}

  /** Words next to each other, stemmed; at least two. */
  record Phrase(List<String> words) implements Operand {
    Phrase {
      words = List.copyOf(words);
    }

    @Override
    public int terms() {
      return words.size();
    }
  }

  /** The beginning of a word, not stemmed. */
  record Prefix(String start) implements Operand {}

  /** A word, not stemmed, that may be misspelt. */
  record Fuzzy(String word) implements Operand {}
}
