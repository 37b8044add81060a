package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.USER_ID;

import io.chatlog.value.Positions;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read.SearchAll;
import io.chatlog.view.Read.SearchUser;
import io.chatlog.view.Read.SimilarAll;
import io.chatlog.view.Read.SimilarUser;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import java.util.Objects;

/**
 * The kinds of searches: numbers 8, 14, 140 and 141; 142 to 145 are the same of what the log had up
 * to a position. Those have numbers of their own because a node of an old version, which does not
 * know that bound, must not answer from all that it has.
 */
final class SearchReadKinds {
  private static final Codec<Lookup<SearchPage>> HITS_OF_USER = LookupCodec.of(PageCodecs.HITS);

  private static final Codec<SearchUser> OF_USER =
      Codec.of(
          (read, out) -> {
            USER_ID.write(read.user(), out);
            SearchCodecs.QUERY.write(read.query(), out);
            out.writeNullable(read.collection(), SearchCodecs.TERMS);
          },
          in ->
              new SearchUser(
                  USER_ID.read(in),
                  SearchCodecs.QUERY.read(in),
                  in.readNullable(SearchCodecs.TERMS)));

  private static final Codec<SearchAll> OF_ALL =
      Codec.of(
          (read, out) -> {
            SearchCodecs.QUERY.write(read.query(), out);
            // a single partition does not know what to rank with
            SearchCodecs.TERMS.write(Objects.requireNonNull(read.collection()), out);
          },
          in -> new SearchAll(SearchCodecs.QUERY.read(in), SearchCodecs.TERMS.read(in)));

  private static final Codec<SimilarUser> LIKE_OF_USER =
      Codec.of(
          (read, out) -> {
            USER_ID.write(read.user(), out);
            SearchCodecs.SIMILAR.write(read.search(), out);
          },
          in -> new SimilarUser(USER_ID.read(in), SearchCodecs.SIMILAR.read(in)));

  private static final Codec<SimilarAll> LIKE_OF_ALL =
      Codec.of(
          (read, out) -> SearchCodecs.SIMILAR.write(read.search(), out),
          in -> new SimilarAll(SearchCodecs.SIMILAR.read(in)));

  static final ReadKind<?, SearchUser> SEARCH_USER = new ReadKind<>(8, OF_USER, HITS_OF_USER);
  static final ReadKind<?, SearchAll> SEARCH_ALL = new ReadKind<>(14, OF_ALL, PageCodecs.HITS);
  static final ReadKind<?, SimilarUser> SIMILAR_USER =
      new ReadKind<>(140, LIKE_OF_USER, HITS_OF_USER);
  static final ReadKind<?, SimilarAll> SIMILAR_ALL =
      new ReadKind<>(141, LIKE_OF_ALL, PageCodecs.HITS);

  static final ReadKind<?, SearchUser> SEARCH_USER_AS_OF =
      new ReadKind<>(
          142,
          Codec.of(
              (read, out) -> {
                RangeCodecs.POSITIONS.write(read.query().filter().asOf(), out);
                OF_USER.write(read, out);
              },
              in -> {
                Positions asOf = RangeCodecs.POSITIONS.read(in);
                SearchUser read = OF_USER.read(in);
                return new SearchUser(read.user(), read.query().asOf(asOf), read.collection());
              }),
          HITS_OF_USER);

  static final ReadKind<?, SearchAll> SEARCH_ALL_AS_OF =
      new ReadKind<>(
          143,
          Codec.of(
              (read, out) -> {
                RangeCodecs.POSITIONS.write(read.query().filter().asOf(), out);
                OF_ALL.write(read, out);
              },
              in -> {
                Positions asOf = RangeCodecs.POSITIONS.read(in);
                SearchAll read = OF_ALL.read(in);
                return new SearchAll(read.query().asOf(asOf), read.collection());
              }),
          PageCodecs.HITS);

  static final ReadKind<?, SimilarUser> SIMILAR_USER_AS_OF =
      new ReadKind<>(
          144,
          Codec.of(
              (read, out) -> {
                RangeCodecs.POSITIONS.write(read.search().query().filter().asOf(), out);
                LIKE_OF_USER.write(read, out);
              },
              in -> {
                Positions asOf = RangeCodecs.POSITIONS.read(in);
                SimilarUser read = LIKE_OF_USER.read(in);
                return new SimilarUser(read.user(), asOf(read.search(), asOf));
              }),
          HITS_OF_USER);

  static final ReadKind<?, SimilarAll> SIMILAR_ALL_AS_OF =
      new ReadKind<>(
          145,
          Codec.of(
              (read, out) -> {
                RangeCodecs.POSITIONS.write(read.search().query().filter().asOf(), out);
                LIKE_OF_ALL.write(read, out);
              },
              in -> {
                Positions asOf = RangeCodecs.POSITIONS.read(in);
                return new SimilarAll(asOf(LIKE_OF_ALL.read(in).search(), asOf));
              }),
          PageCodecs.HITS);

  private SearchReadKinds() {}

  private static SimilarQuery asOf(SimilarQuery similar, Positions positions) {
    return new SimilarQuery(similar.query().asOf(positions), similar.embedding());
  }

  private static boolean isAsOf(SearchQuery query) {
    return query.filter().isAsOf();
  }

  static ReadKind<?, SearchUser> of(SearchUser read) {
    return isAsOf(read.query()) ? SEARCH_USER_AS_OF : SEARCH_USER;
  }

  static ReadKind<?, SearchAll> of(SearchAll read) {
    return isAsOf(read.query()) ? SEARCH_ALL_AS_OF : SEARCH_ALL;
  }

  static ReadKind<?, SimilarUser> of(SimilarUser read) {
    return isAsOf(read.search().query()) ? SIMILAR_USER_AS_OF : SIMILAR_USER;
  }

  static ReadKind<?, SimilarAll> of(SimilarAll read) {
    return isAsOf(read.search().query()) ? SIMILAR_ALL_AS_OF : SIMILAR_ALL;
  }
}
