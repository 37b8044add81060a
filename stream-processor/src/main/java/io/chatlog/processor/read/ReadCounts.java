package io.chatlog.processor.read;

import io.chatlog.view.Read;
import io.chatlog.view.StoreFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the reads of a partition by what they ask. Thread-safe; as large as there are kinds. */
final class ReadCounts {
  private final Map<Class<?>, LongAdder> counts = new ConcurrentHashMap<>();

  void count(Read<?> read) {
    counts.computeIfAbsent(read.getClass(), kind -> new LongAdder()).increment();
  }

  /** So many of each kind, those asked most first. */
  List<StoreFigures.Reads> byKind() {
    return counts.entrySet().stream()
        .map(count -> new StoreFigures.Reads(name(count.getKey()), count.getValue().sum()))
        .sorted(
            Comparator.comparingLong(StoreFigures.Reads::many)
                .reversed()
                .thenComparing(StoreFigures.Reads::name))
        .toList();
  }

  private static String name(Class<?> kind) {
    return kind.getSimpleName().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
