package io.chatlog.query.http;

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
 * @param collection null where it would make the cursor too long
 */
record SearchPlace(
    SearchQuery.After after, TimeWindow window, @Nullable TermStatistics collection) {
  private static final int COLLECTION_BYTES_MAX = 2_048;

  static final Codec<SearchPlace> CODEC =
      Codec.of(
          (place, out) -> {
            SearchCodecs.AFTER.write(place.after(), out);
            TimeWindow.CODEC.write(place.window(), out);
            TermStatistics collection = place.collection();
            byte[] bytes = collection == null ? null : SearchCodecs.TERMS.encode(collection);
            boolean fits = bytes != null && bytes.length <= COLLECTION_BYTES_MAX;
            out.writeBoolean(fits);
            if (collection != null && fits) {
              SearchCodecs.TERMS.write(collection, out);
            }
          },
          in ->
              new SearchPlace(
                  SearchCodecs.AFTER.read(in),
                  TimeWindow.CODEC.read(in),
                  in.readBoolean() ? SearchCodecs.TERMS.read(in) : null));
}
