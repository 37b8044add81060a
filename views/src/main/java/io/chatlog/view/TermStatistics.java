package io.chatlog.view;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What ranking knows of a collection, so that partitions score alike.
 *
 * <p>A query tells the names of its terms, to those who can take it apart. So a cursor carries
 * numbers in the order of names only: {@link #inOrder} makes statistics of them whose terms are
 * named by their place, and {@link #named} gives them their names back.
 *
 * @param docCount messages that have terms
 * @param sumTotalTermFreq terms in all of them
 * @param docFreq in how many messages each term of the query occurs; also bears {@link #marks}
 * @param totalTermFreq how often each term of the query occurs
 */
public record TermStatistics(
    long docCount,
    long sumTotalTermFreq,
    SortedMap<String, Long> docFreq,
    SortedMap<String, Long> totalTermFreq) {
  /** Of an empty collection. */
  public static final TermStatistics EMPTY =
      new TermStatistics(0, 0, new TreeMap<>(), new TreeMap<>());

  /** Before the place that stands for a name; no term begins with it. */
  private static final String PLACE = "#";

  /** Makes names of places as long as each other, so that their order is that of places. */
  private static final int PLACES = 100_000;

  /** Between a name and a mark; no term holds it. */
  private static final char MARK = '\0';

  /** Of each of the two characters of a mark, so that none is half of a pair. */
  private static final int MARK_BITS = 12;

  public TermStatistics {
    docFreq = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(docFreq));
    totalTermFreq = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(totalTermFreq));
  }

  /** Of both collections together. */
  public TermStatistics plus(TermStatistics other) {
    TreeMap<String, Long> df = new TreeMap<>(docFreq);
    other.docFreq.forEach((term, many) -> df.merge(term, many, Long::sum));
    TreeMap<String, Long> ttf = new TreeMap<>(totalTermFreq);
    other.totalTermFreq.forEach((term, many) -> ttf.merge(term, many, Long::sum));
    return new TermStatistics(
        docCount + other.docCount, sumTotalTermFreq + other.sumTotalTermFreq, df, ttf);
  }

  /**
   * What one knows who was told no names. How often a term occurs is taken to be in how many
   * messages it does: no score depends on it.
   *
   * @param frequencies in how many messages each term occurs, in the order of names
   * @param marks the {@link #marks} of terms, by their place in that order
   */
  public static TermStatistics inOrder(
      long docCount,
      long sumTotalTermFreq,
      List<Long> frequencies,
      Map<Integer, ? extends Collection<Integer>> marks) {
    SortedMap<String, Long> places = new TreeMap<>();
    for (int place = 0; place < frequencies.size(); place++) {
      String name = PLACE + (PLACES + place);
      places.put(name, frequencies.get(place));
      for (int mark : marks.containsKey(place) ? marks.get(place) : List.<Integer>of()) {
        places.put(marked(name, mark), 0L);
      }
    }
    return new TermStatistics(docCount, sumTotalTermFreq, places, places);
  }

  /** The names of terms in their order, or what stands for them. */
  public List<String> names() {
    return docFreq.keySet().stream().filter(name -> name.indexOf(MARK) < 0).toList();
  }

  /**
   * The same by name, where terms are named by their place; empty when there are not as many: then
   * the names are those of another query, or of another way to take it apart.
   */
  public Optional<TermStatistics> named(SortedSet<String> names) {
    if (docFreq.isEmpty() || !docFreq.firstKey().startsWith(PLACE)) {
      return Optional.of(this);
    }
    List<String> places = names();
    if (names.size() != places.size()) {
      return Optional.empty();
    }
    SortedMap<String, Long> byName = new TreeMap<>();
    Iterator<String> place = places.iterator();
    for (String name : names) {
      String its = place.next();
      byName.put(name, docFreq.getOrDefault(its, 0L));
      marks(its).forEach(mark -> byName.put(marked(name, mark), 0L));
    }
    return Optional.of(new TermStatistics(docCount, sumTotalTermFreq, byName, byName));
  }

  /**
   * Under which name {@link #docFreq} tells that a term of the query stands for a word of the
   * collection, of which this is the mark.
   *
   * @param mark 24 bits
   */
  public static String marked(String name, int mark) {
    return name + MARK + (char) (mark >> MARK_BITS) + (char) (mark & (1 << MARK_BITS) - 1);
  }

  /** The marks of the words that a term of the query stands for; empty where that is not told. */
  public Set<Integer> marks(String name) {
    Set<Integer> marks = new HashSet<>();
    String from = name + MARK;
    for (String one : docFreq.subMap(from, name + (char) (MARK + 1)).keySet()) {
      if (one.length() == from.length() + 2) {
        marks.add(one.charAt(from.length()) << MARK_BITS | one.charAt(from.length() + 1));
      }
    }
    return marks;
  }
}
