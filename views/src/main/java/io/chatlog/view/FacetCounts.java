package io.chatlog.view;

import io.chatlog.view.SearchShape.Facet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many hits have each value of some facets.
 *
 * @param values of each facet, those with most hits first, days the latest first
 * @param exact false when hits or values were left out, because there are too many
 */
public record FacetCounts(Map<Facet, List<Value>> values, boolean exact) {
  /** The most values of a facet that are told. */
  public static final int VALUES_MAX = 100;

  /** Of no facet. */
  public static final FacetCounts NONE = new FacetCounts(Map.of(), true);

  private static final Comparator<Value> MOST =
      Comparator.comparingLong((Value value) -> -value.hits()).thenComparing(Value::name);
  private static final Comparator<Value> LATEST = Comparator.comparing(Value::name).reversed();

  public FacetCounts {
    values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** A value of a facet. */
  public record Value(String name, long hits) {}

  /** Of counts in no order. */
  public static FacetCounts of(Map<Facet, Map<String, Long>> counts, boolean exact) {
    Map<Facet, List<Value>> all = new EnumMap<>(Facet.class);
    boolean whole = exact;
    for (Map.Entry<Facet, Map<String, Long>> facet : counts.entrySet()) {
      List<Value> values = new ArrayList<>();
      facet.getValue().forEach((name, hits) -> values.add(new Value(name, hits)));
      values.sort(facet.getKey() == Facet.DAY ? LATEST : MOST);
      whole &= values.size() <= VALUES_MAX;
      all.put(facet.getKey(), List.copyOf(values.subList(0, Math.min(VALUES_MAX, values.size()))));
    }
    return new FacetCounts(all, whole);
  }

  /** Of the hits of several partitions. */
  static FacetCounts merge(List<FacetCounts> parts) {
    Map<Facet, Map<String, Long>> counts = new EnumMap<>(Facet.class);
    boolean exact = true;
    for (FacetCounts part : parts) {
      exact &= part.exact();
      part.values()
          .forEach(
              (facet, values) -> {
                Map<String, Long> sums = counts.computeIfAbsent(facet, key -> new HashMap<>());
                values.forEach(value -> sums.merge(value.name(), value.hits(), Long::sum));
              });
    }
    return counts.isEmpty() ? NONE : of(counts, exact);
  }
}
