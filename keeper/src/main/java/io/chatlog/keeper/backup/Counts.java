package io.chatlog.keeper.backup;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How many there are of each kind. Immutable; every kind is named. */
public record Counts(Map<Kind, Long> byKind) {
  /** None of anything. */
  public static final Counts NONE = new Counts(Map.of());

  public Counts {
    Map<Kind, Long> all = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      all.put(kind, byKind.getOrDefault(kind, 0L));
    }
    byKind = Collections.unmodifiableMap(all);
  }

  /** Of one kind. */
  public long of(Kind kind) {
    return byKind.getOrDefault(kind, 0L);
  }

  /** Of all kinds. */
  public long total() {
    return byKind.values().stream().mapToLong(Long::longValue).sum();
  }

  /** These and others. */
  public Counts plus(Counts others) {
    Map<Kind, Long> sums = new EnumMap<>(Kind.class);
    byKind.forEach((kind, count) -> sums.put(kind, count + others.of(kind)));
    return new Counts(sums);
  }
}
