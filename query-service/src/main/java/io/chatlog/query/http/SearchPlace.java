package io.chatlog.query.http;

import io.chatlog.value.Positions;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.SearchCodecs;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of hits begins, the times of its walk, and what ranking knew of the collection on
 * its first page: with the same statistics the same hit has the same score, so that messages that
 * come in meanwhile do not move it over the edge of a page.
 *
 * @param collection null where hits are not ranked by words
 * @param asOf what the first page reflects: what is edited behind it is ranked as it was, and what
 *     is newer is left out of a walk over groups, which it would move
 */
record SearchPlace(
    SearchQuery.After after,
    TimeWindow window,
    @Nullable TermStatistics collection,
    Positions asOf) {
  static final Codec<SearchPlace> CODEC =
      Codec.of(
          (place, out) -> {
            SearchCodecs.AFTER.write(place.after(), out);
            TimeWindow.CODEC.write(place.window(), out);
            out.writeNullable(place.collection(), CursorParts.COLLECTION);
            CursorParts.AS_OF.write(place.asOf(), out);
          },
          in ->
              new SearchPlace(
                  SearchCodecs.AFTER.read(in),
                  TimeWindow.CODEC.read(in),
                  in.readNullable(CursorParts.COLLECTION),
                  CursorParts.AS_OF.read(in)));
}
