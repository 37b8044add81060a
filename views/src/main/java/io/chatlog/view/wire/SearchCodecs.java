package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.ROLE;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.TEXT;

import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import java.util.Set;

/** What a search asks for, and what it finds. */
public final class SearchCodecs {
  /** Places in the order of a search. */
  public static final Codec<SearchQuery.After> AFTER =
      Codec.of(
          (after, out) ->
              out.writeFloat(after.rawScore())
                  .writeInt(after.partition())
                  .writeLong(after.offset()),
          in -> new SearchQuery.After(in.readFloat(), in.readInt(), in.readLong()));

  /** Queries. */
  public static final Codec<SearchQuery> QUERY = Codec.of(SearchCodecs::write, SearchCodecs::query);

  /** Hits; they may grow behind their last field. */
  public static final Codec<SearchHit> HIT =
      Codec.of(
          (hit, out) -> {
            out.writeFramed(hit.message(), MESSAGE)
                .writeString(hit.sessionTitle())
                .writeFloat(hit.relevance())
                .writeFloat(hit.rawScore())
                .writeList(hit.highlights(), TEXT);
            AFTER.write(hit.place(), out);
          },
          in ->
              new SearchHit(
                  in.readFramed(MESSAGE),
                  in.readString(),
                  in.readFloat(),
                  in.readFloat(),
                  in.readList(TEXT),
                  AFTER.read(in)));

  /** What ranking knows of a collection. */
  public static final Codec<TermStatistics> TERMS =
      Codec.of(
          (terms, out) -> {
            out.writeLong(terms.docCount()).writeLong(terms.sumTotalTermFreq());
            StatsCodecs.writeCounts(terms.docFreq(), out);
            StatsCodecs.writeCounts(terms.totalTermFreq(), out);
          },
          in ->
              new TermStatistics(
                  in.readLong(),
                  in.readLong(),
                  StatsCodecs.readCounts(in),
                  StatsCodecs.readCounts(in)));

  private SearchCodecs() {}

  private static void write(SearchQuery query, Out out) {
    out.writeString(query.text())
        .writeList(query.sessions(), SESSION_ID)
        .writeList(query.roles(), ROLE)
        .writeList(query.channels(), TEXT)
        .writeList(query.sources(), TEXT)
        .writeLong(query.sinceMicros())
        .writeLong(query.untilMicros())
        .writeFloat(query.minScore())
        .writeBoolean(query.highlight())
        .writeInt(query.limit())
        .writeInt(query.offset());
    out.writeNullable(query.after(), AFTER);
  }

  private static SearchQuery query(In in) {
    return new SearchQuery(
        in.readString(),
        Set.copyOf(in.readList(SESSION_ID)),
        Set.copyOf(in.readList(ROLE)),
        Set.copyOf(in.readList(TEXT)),
        Set.copyOf(in.readList(TEXT)),
        in.readLong(),
        in.readLong(),
        in.readFloat(),
        in.readBoolean(),
        in.readInt(),
        in.readInt(),
        in.readNullable(AFTER));
  }
}
