package io.chatlog.processor.search;

import org.apache.lucene.analysis.cjk.CJKBigramFilter;

/**
 * Gives a run of characters as many places in contents as its pairs have in phrases of queries, so
 * that phrases go on behind it. {@link CJKBigramFilter} with single characters gives the last one a
 * place of its own; here each stands where the pair stands that it ends, the first where the first
 * pair stands. Not thread-safe.
 */
final class PairPlaces {
  private boolean behindPair;
  private boolean insideRun;

  void reset() {
    behindPair = false;
    insideRun = false;
  }

  /**
   * How many places a term is behind the one before it.
   *
   * @param type of the term
   * @param given what the filter says
   */
  int behindLast(String type, int given) {
    if (CJKBigramFilter.DOUBLE_TYPE.equals(type)) {
      behindPair = true;
      return insideRun ? 1 : 0;
    }
    // behind a pair there is its second character always
    insideRun = behindPair;
    behindPair = false;
    return insideRun ? 0 : given;
  }
}
