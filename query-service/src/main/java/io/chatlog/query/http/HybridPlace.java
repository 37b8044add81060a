package io.chatlog.query.http;

import io.chatlog.value.Positions;
import io.chatlog.view.SearchHit;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.wire.Codec;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of fused hits begins. What came in since the first page is in neither ranking:
 * otherwise it would move every rank behind it, and push hits out that are among the best. Ranks
 * still move where hits are deleted, so the place is not a rank: it is what was shown.
 *
 * @param collection what ranking by words knew on the first page
 * @param asOf what the first page reflects; none where it would make the cursor too long
 * @param shown the hits of all pages so far, or their groups
 */
record HybridPlace(
    TimeWindow window, @Nullable TermStatistics collection, Positions asOf, ShownHits shown) {
  static final Codec<HybridPlace> CODEC =
      Codec.of(
          (place, out) -> {
            TimeWindow.CODEC.write(place.window(), out);
            out.writeNullable(place.collection(), CursorParts.COLLECTION);
            CursorParts.AS_OF.write(place.asOf(), out);
            ShownHits.CODEC.write(place.shown(), out);
          },
          in ->
              new HybridPlace(
                  TimeWindow.CODEC.read(in),
                  in.readNullable(CursorParts.COLLECTION),
                  CursorParts.AS_OF.read(in),
                  ShownHits.CODEC.read(in)));

  /** The hits that are not newer than what a page says that it reflects. */
  static List<SearchHit> asOf(List<SearchHit> hits, Positions positions) {
    return hits.stream().filter(hit -> isAsOf(hit, positions)).toList();
  }

  /** Whether a hit is not newer than positions; any hit where none is named. */
  static boolean isAsOf(SearchHit hit, Positions positions) {
    return positions.offsets().isEmpty()
        || positions.offset(hit.place().partition()).orElse(Positions.NOTHING)
            >= hit.place().logOffset();
  }

  /**
   * The same positions, with nothing of partitions that did not answer: their hits of later pages
   * could not be told from those of earlier ones.
   */
  static Positions without(Set<Integer> silent, Positions positions) {
    if (silent.isEmpty() || positions.offsets().isEmpty()) {
      return positions;
    }
    SortedMap<Integer, Long> offsets = new TreeMap<>(positions.offsets());
    silent.forEach(partition -> offsets.put(partition, Positions.NOTHING));
    return new Positions(offsets);
  }
}
