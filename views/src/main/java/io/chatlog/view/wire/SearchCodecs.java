package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.ROLE;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.TEXT;

import io.chatlog.view.DocumentChunk;
import io.chatlog.view.Findable;
import io.chatlog.view.Message;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchType;
import io.chatlog.view.TermStatistics;
import java.util.Set;

/** What a search asks for, and what it finds. */
public final class SearchCodecs {
  private static final int A_MESSAGE = 0;
  private static final int A_CHUNK = 1;
  private static final Codec<SearchType> TYPE =
      Codec.of(
          (type, out) -> out.writeByte(type.ordinal()),
          in -> {
            int ordinal = in.readByte();
            if (ordinal < 0 || ordinal >= SearchType.count()) {
              throw new BrokenWire("no type has the number " + ordinal);
            }
            return SearchType.ofOrdinal(ordinal);
          });

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
            writeFound(hit.found(), out);
            out.writeString(hit.sessionTitle())
                .writeFloat(hit.relevance())
                .writeFloat(hit.rawScore())
                .writeList(hit.highlights(), TEXT);
            AFTER.write(hit.place(), out);
          },
          in ->
              new SearchHit(
                  readFound(in),
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

  private static void writeFound(Findable found, Out out) {
    switch (found) {
      case Message message -> out.writeByte(A_MESSAGE).writeFramed(message, MESSAGE);
      case DocumentChunk chunk -> out.writeByte(A_CHUNK).writeFramed(chunk, DocumentCodecs.CHUNK);
    }
  }

  private static Findable readFound(In in) {
    return switch (in.readByte()) {
      case A_MESSAGE -> in.readFramed(MESSAGE);
      case A_CHUNK -> in.readFramed(DocumentCodecs.CHUNK);
      default -> throw new BrokenWire("neither a message nor a piece of a document");
    };
  }

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
        .writeInt(query.offset())
        .writeList(query.types(), TYPE);
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
        Set.copyOf(in.readList(TYPE)),
        in.readNullable(AFTER));
  }
}
