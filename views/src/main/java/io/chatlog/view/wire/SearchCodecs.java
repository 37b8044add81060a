package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.ROLE;
import static io.chatlog.view.wire.EntityCodecs.SESSION;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.TEXT;

import io.chatlog.value.Embedding;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.FacetCounts;
import io.chatlog.view.Findable;
import io.chatlog.view.HighlightOffsets;
import io.chatlog.view.Message;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchType;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a search asks for, and what it finds. */
public final class SearchCodecs {
  private static final int A_MESSAGE = 0;
  private static final int A_CHUNK = 1;
  private static final int A_SESSION = 2;
  private static final Codec<SearchType> TYPE = ofEnum(SearchType.values());

  /** Places in the order of a search. */
  public static final Codec<SearchQuery.After> AFTER =
      Codec.of(
          (after, out) ->
              out.writeFloat(after.rawScore())
                  .writeLong(after.timestampMicros())
                  .writeInt(after.partition())
                  .writeLong(after.offset()),
          in -> new SearchQuery.After(in.readFloat(), in.readLong(), in.readInt(), in.readLong()));

  /** Queries. */
  public static final Codec<SearchQuery> QUERY = Codec.of(SearchCodecs::write, SearchCodecs::query);

  private static final Codec<HighlightOffsets.Span> SPAN =
      Codec.of(
          (span, out) -> out.writeInt(span.start()).writeInt(span.end()),
          in -> new HighlightOffsets.Span(in.readInt(), in.readInt()));

  private static final Codec<HighlightOffsets> OFFSETS =
      Codec.of(
          (offsets, out) -> {
            SPAN.write(offsets.passage(), out);
            out.writeList(offsets.marks(), SPAN);
          },
          in -> new HighlightOffsets(SPAN.read(in), in.readList(SPAN)));

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
            out.writeLong(hit.groupHits());
            out.writeBoolean(hit.similarity() != null);
            if (hit.similarity() != null) {
              out.writeFloat(hit.similarity());
            }
            out.writeList(hit.offsets(), OFFSETS);
          },
          in ->
              new SearchHit(
                  readFound(in),
                  in.readString(),
                  in.readFloat(),
                  in.readFloat(),
                  in.readList(TEXT),
                  AFTER.read(in),
                  in.readLong(),
                  in.readBoolean() ? (Float) in.readFloat() : null,
                  in.hasMore() ? in.readList(OFFSETS) : List.of()));

  /** Vectors. */
  public static final Codec<Embedding> EMBEDDING =
      Codec.of((embedding, out) -> out.writeBytes(embedding.toBytes()), SearchCodecs::embedding);

  /** Searches for vectors. */
  static final Codec<SimilarQuery> SIMILAR =
      Codec.of(
          (similar, out) -> {
            write(similar.query(), out);
            EMBEDDING.write(similar.embedding(), out);
          },
          in -> new SimilarQuery(query(in), embedding(in)));

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

  private static Embedding embedding(In in) {
    try {
      return Embedding.ofBytes(in.readBytes());
    } catch (IllegalArgumentException broken) {
      throw new BrokenWire("not a vector", broken);
    }
  }

  private static void writeFound(Findable found, Out out) {
    switch (found) {
      case Message message -> out.writeByte(A_MESSAGE).writeFramed(message, MESSAGE);
      case Session session -> out.writeByte(A_SESSION).writeFramed(session, SESSION);
      case DocumentChunk chunk -> out.writeByte(A_CHUNK).writeFramed(chunk, DocumentCodecs.CHUNK);
    }
  }

  private static Findable readFound(In in) {
    return switch (in.readByte()) {
      case A_MESSAGE -> in.readFramed(MESSAGE);
      case A_SESSION -> in.readFramed(SESSION);
      case A_CHUNK -> in.readFramed(DocumentCodecs.CHUNK);
      default ->
          throw new BrokenWire("neither a message, nor a piece of a document, nor a session");
    };
  }

  private static final Codec<SessionFilter.Metadata> METADATA =
      Codec.of(
          (value, out) -> out.writeString(value.path()).writeString(value.text()),
          in -> new SessionFilter.Metadata(in.readString(), in.readString()));

  private static final Codec<SearchShape.Facet> FACET = ofEnum(SearchShape.Facet.values());
  private static final Codec<SearchShape.Group> GROUP = ofEnum(SearchShape.Group.values());
  private static final Codec<SearchShape.Order> ORDER = ofEnum(SearchShape.Order.values());

  private static final Codec<FacetCounts.Value> FACET_VALUE =
      Codec.of(
          (value, out) -> out.writeString(value.name()).writeLong(value.hits()),
          in -> new FacetCounts.Value(in.readString(), in.readLong()));

  /** What is counted of hits. */
  static final Codec<FacetCounts> FACETS =
      Codec.of(
          (facets, out) -> {
            out.writeBoolean(facets.exact()).writeList(facets.values().keySet(), FACET);
            facets.values().values().forEach(values -> out.writeList(values, FACET_VALUE));
          },
          in -> {
            boolean exact = in.readBoolean();
            List<SearchShape.Facet> facets = in.readList(FACET);
            Map<SearchShape.Facet, List<FacetCounts.Value>> values =
                new EnumMap<>(SearchShape.Facet.class);
            for (SearchShape.Facet facet : facets) {
              values.put(facet, in.readList(FACET_VALUE));
            }
            return new FacetCounts(values, exact);
          });

  private static <E extends Enum<E>> Codec<E> ofEnum(E[] all) {
    return Codec.of(
        (one, out) -> out.writeByte(one.ordinal()),
        in -> {
          int ordinal = in.readByte();
          if (ordinal < 0 || ordinal >= all.length) {
            throw new BrokenWire("nothing has the number " + ordinal);
          }
          return all[ordinal];
        });
  }

  private static void write(SearchQuery query, Out out) {
    SearchFilter filter = query.filter();
    SearchShape shape = query.shape();
    out.writeString(query.text())
        .writeList(filter.types(), TYPE)
        .writeList(filter.sessions(), SESSION_ID)
        .writeList(filter.roles(), ROLE)
        .writeList(filter.channels(), TEXT)
        .writeList(filter.sources(), TEXT)
        .writeList(filter.tags(), TEXT)
        .writeList(filter.metadata(), METADATA)
        .writeLong(filter.sinceMicros())
        .writeLong(filter.untilMicros());
    ORDER.write(shape.order(), out);
    out.writeNullable(shape.group(), GROUP)
        .writeList(shape.facets(), FACET)
        .writeFloat(query.minScore())
        .writeBoolean(query.highlight())
        .writeInt(query.limit())
        .writeInt(query.offset())
        .writeNullable(query.after(), AFTER);
  }

  private static SearchQuery query(In in) {
    return new SearchQuery(
        in.readString(),
        new SearchFilter(
            Set.copyOf(in.readList(TYPE)),
            Set.copyOf(in.readList(SESSION_ID)),
            Set.copyOf(in.readList(ROLE)),
            Set.copyOf(in.readList(TEXT)),
            Set.copyOf(in.readList(TEXT)),
            Set.copyOf(in.readList(TEXT)),
            Set.copyOf(in.readList(METADATA)),
            in.readLong(),
            in.readLong()),
        new SearchShape(ORDER.read(in), in.readNullable(GROUP), Set.copyOf(in.readList(FACET))),
        in.readFloat(),
        in.readBoolean(),
        in.readInt(),
        in.readInt(),
        in.readNullable(AFTER));
  }
}
