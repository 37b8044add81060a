package io.chatlog.query.http;

import io.chatlog.value.Embedding;
import io.chatlog.value.Ids;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.TextShape;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchShape.Facet;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.SearchShape.Order;
import io.chatlog.view.SearchType;
import io.chatlog.view.SessionFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A search as it was asked for, by parameters or by a body, with what only a search checks.
 *
 * @param mode how to find
 * @param text what to search for; empty where only a vector says it
 * @param embedding the vector to search for; null for that of the text
 * @param threshold the least cosine; -1 for any
 * @param sinceText {@code since} as it was written, which tells walks apart
 * @param untilText {@code until} as it was written
 * @param window what the two mean now
 * @param cursor where the page begins, or null
 */
record SearchInput(
    SearchMode mode,
    String text,
    @Nullable Embedding embedding,
    double threshold,
    Set<SessionId> sessions,
    Set<Role> roles,
    Set<String> channels,
    Set<String> sources,
    Set<String> tags,
    Set<SessionFilter.Metadata> metadata,
    SearchShape shape,
    @Nullable String sinceText,
    @Nullable String untilText,
    TimeWindow window,
    float minScore,
    boolean highlight,
    int limit,
    int offset,
    Set<SearchType> types,
    @Nullable String cursor) {

  /** Takes the faults of one input, by the name of the parameter or field. */
  interface FaultSink {
    void fault(String name, String detail);
  }

  /** The query text, checked; empty when it is at fault. */
  static String text(@Nullable String text, FaultSink faults) {
    if (text == null || TextShape.of(text).blank()) {
      faults.fault("q", "must not be blank");
      return "";
    }
    if (!isShortEnough(text)) {
      faults.fault("q", "must have at most " + SearchQuery.TEXT_CHARS_MAX + " characters");
      return "";
    }
    return text;
  }

  /** Whether a query text has no more characters than it may, counted as Unicode counts them. */
  static boolean isShortEnough(String text) {
    return text.codePointCount(0, text.length()) <= SearchQuery.TEXT_CHARS_MAX;
  }

  static Set<SessionId> sessions(List<String> ids, FaultSink faults) {
    Set<SessionId> sessions = new HashSet<>();
    for (String id : ids) {
      Ids.fault(id)
          .ifPresentOrElse(
              why -> faults.fault("session_id", "the id " + why),
              () -> sessions.add(new SessionId(id)));
    }
    return sessions;
  }

  static Set<Role> roles(List<String> names, FaultSink faults) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      Role.parse(name)
          .ifPresentOrElse(
              roles::add,
              () -> faults.fault("role", "must be one of user, assistant, system, tool"));
    }
    return roles;
  }

  /** How to find: by text where nothing is said. */
  static SearchMode mode(@Nullable String mode, FaultSink faults) {
    SearchMode known = mode == null ? null : one(mode, "mode", SearchMode.values(), faults);
    return known == null ? SearchMode.TEXT : known;
  }

  /** What does not go with a mode is a fault. */
  static void checkMode(
      SearchMode mode,
      @Nullable Embedding embedding,
      @Nullable Double threshold,
      SearchShape shape,
      Set<SearchType> types,
      FaultSink faults) {
    if (mode == SearchMode.TEXT && types.contains(SearchType.SESSION)) {
      faults.fault("type", "session needs mode=semantic or mode=hybrid: it is found by its vector");
    }
    if (mode == SearchMode.TEXT && embedding != null) {
      faults.fault("embedding", "needs mode=semantic or mode=hybrid");
    }
    if (mode == SearchMode.TEXT && threshold != null) {
      faults.fault("similarity_threshold", "needs mode=semantic or mode=hybrid");
    }
    if (mode == SearchMode.HYBRID && !shape.facets().isEmpty()) {
      faults.fault("facets", "are counted with mode=text or mode=semantic only");
    }
    if (mode == SearchMode.HYBRID && shape.order() == Order.TIME) {
      faults.fault("sort", "must be relevance with mode=hybrid, which is an order of ranks");
    }
  }

  /** The vector of numbers, checked. */
  static @Nullable Embedding embedding(float @Nullable [] numbers, FaultSink faults) {
    Embedding embedding = Embedding.of(numbers);
    if (numbers != null && embedding == null) {
      faults.fault("embedding", "must have a number other than 0");
    }
    return embedding;
  }

  /** What is searched; empty for messages and documents. */
  static Set<SearchType> types(List<String> types, FaultSink faults) {
    Set<SearchType> wanted = EnumSet.noneOf(SearchType.class);
    for (String type : types) {
      for (String one : type.split(",", -1)) {
        SearchType.parse(one.strip())
            .ifPresentOrElse(
                wanted::add,
                () ->
                    faults.fault(
                        "type", "must be message, document or session, or several with commas"));
      }
    }
    return wanted;
  }

  /** Offset and limit must not reach deeper than {@code deepest} together. */
  static void checkDepth(int offset, int limit, int deepest, FaultSink faults) {
    if (offset + limit > deepest) {
      faults.fault(
          "offset", "offset + limit must be at most " + deepest + ": a cursor goes on from there");
    }
  }

  /**
   * What is made of the hits.
   *
   * @param sort {@code relevance}, {@code time}, or null for the former
   * @param group {@code user}, {@code session}, or null for none
   * @param facets names of facets, each perhaps several with commas between them
   */
  static SearchShape shape(
      @Nullable String sort, @Nullable String group, List<String> facets, FaultSink faults) {
    Order order = sort == null ? Order.RELEVANCE : one(sort, "sort", Order.values(), faults);
    Group by = group == null ? null : one(group, "group_by", Group.values(), faults);
    Set<Facet> counted = EnumSet.noneOf(Facet.class);
    for (String facet : facets) {
      for (String each : facet.split(",", -1)) {
        Facet known = one(each.strip(), "facets", Facet.values(), faults);
        if (known != null) {
          counted.add(known);
        }
      }
    }
    return new SearchShape(order == null ? Order.RELEVANCE : order, by, counted);
  }

  private static <E extends Enum<E>> @Nullable E one(
      String given, String name, E[] all, FaultSink faults) {
    List<String> names = new ArrayList<>();
    for (E each : all) {
      String its = each.name().toLowerCase(Locale.ROOT);
      if (its.equals(given)) {
        return each;
      }
      names.add(its);
    }
    faults.fault(name, "must be one of " + String.join(", ", names));
    return null;
  }

  /** What tells walks over its pages apart from others. */
  Object[] walk(String user) {
    return new Object[] {
      user,
      text,
      sorted(sessions, Comparator.comparing(Object::toString)),
      new TreeSet<>(roles),
      new TreeSet<>(channels),
      new TreeSet<>(sources),
      new TreeSet<>(tags),
      Parameters.joined(metadata),
      shape.order(),
      String.valueOf(shape.group()),
      String.valueOf(sinceText),
      String.valueOf(untilText),
      minScore,
      new TreeSet<>(types)
    };
  }

  /** The same, of a walk that depends on a vector. */
  Object[] walkOfVectors(String user) {
    List<Object> parts = new ArrayList<>(List.of(walk(user)));
    parts.add(String.valueOf(embedding));
    parts.add(threshold);
    return parts.toArray();
  }

  private static <T> Set<T> sorted(Set<T> items, Comparator<? super T> order) {
    Set<T> sorted = new TreeSet<>(order);
    sorted.addAll(items);
    return sorted;
  }

  /** The query of the page. */
  SearchQuery query(TimeWindow times, SearchQuery.@Nullable After after) {
    return new SearchQuery(
        text,
        new SearchFilter(
            types,
            sessions,
            roles,
            channels,
            sources,
            tags,
            metadata,
            times.sinceMicros(),
            times.untilMicros()),
        shape,
        minScore,
        highlight,
        limit,
        offset,
        after);
  }
}
