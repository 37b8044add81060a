package io.chatlog.query.http;

import io.chatlog.value.Positions;
import io.chatlog.view.SearchHit;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.RangeCodecs;
import java.util.List;

/**
 * Where a page of fused hits begins. What came in since the first page is left out of both
 * rankings: otherwise it would move every rank behind it.
 *
 * @param asOf what the first page reflects; none where it would make the cursor too long
 */
record HybridPlace(SearchPlace place, Positions asOf) {
  private static final int PARTITIONS_MAX = 128;

  static final Codec<HybridPlace> CODEC =
      Codec.of(
          (hybrid, out) -> {
            SearchPlace.CODEC.write(hybrid.place(), out);
            RangeCodecs.POSITIONS.write(shortEnough(hybrid.asOf()), out);
          },
          in -> new HybridPlace(SearchPlace.CODEC.read(in), RangeCodecs.POSITIONS.read(in)));

  private static Positions shortEnough(Positions positions) {
    return positions.offsets().size() <= PARTITIONS_MAX ? positions : Positions.NONE;
  }

  /** The hits that were there then. */
  static List<SearchHit> asOf(List<SearchHit> hits, Positions positions) {
    return positions.isEmpty()
        ? hits
        : hits.stream()
            .filter(
                hit ->
                    positions.offset(hit.place().partition()).orElse(-1) >= hit.place().logOffset())
            .toList();
  }
}
