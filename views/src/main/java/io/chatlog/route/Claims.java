package io.chatlog.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What nodes said that they hold, less what proved wrong since. Only a node's own word counts: what
 * it says of others gives addresses to ask, nothing more. Immutable.
 */
final class Claims {
  /** Nobody said anything. */
  static final Claims NONE = new Claims(0, Map.of());

  /**
   * What one node said.
   *
   * @param disowned partitions that it would not answer for afterwards
   */
  record Word(NodeMetadata metadata, Set<Integer> disowned) {
    Word {
      disowned = Set.copyOf(disowned);
    }
  }

  private record Claim(int partition, PartitionRole role) {}

  private final long version;
  private final Map<NodeAddress, Word> words;
  private final Map<Claim, List<NodeAddress>> holders = new HashMap<>();

  private Claims(long version, Map<NodeAddress, Word> words) {
    this.version = version;
    this.words = Map.copyOf(words);
    Map<Claim, Map<NodeAddress, Long>> applied = new HashMap<>();
    words.forEach(
        (address, word) -> {
          for (PartitionStatus status : word.metadata().partitions()) {
            if (!word.disowned().contains(status.partition())) {
              applied
                  .computeIfAbsent(
                      new Claim(status.partition(), status.role()), _ -> new HashMap<>())
                  .put(address, status.appliedOffset());
            }
          }
        });
    applied.forEach(
        (claim, offsets) ->
            holders.put(
                claim,
                offsets.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .map(Map.Entry::getKey)
                    .toList()));
  }

  /** Grows with every change. */
  long version() {
    return version;
  }

  /** The latest word of each node that answered. */
  List<NodeMetadata> metadata() {
    return words.values().stream().map(Word::metadata).toList();
  }

  /** The nodes that answered. */
  Set<NodeAddress> addresses() {
    return words.keySet();
  }

  /**
   * Who claims a partition in a role, the one that has applied most first: of two that claim to own
   * it, one does not know yet that it lost it, and that one is behind.
   */
  List<NodeAddress> holders(int partition, PartitionRole role) {
    return holders.getOrDefault(new Claim(partition, role), List.of());
  }

  /** With what a node says now, which replaces what it said before. */
  Claims with(NodeMetadata metadata) {
    Map<NodeAddress, Word> next = new HashMap<>(words);
    next.put(metadata.address(), new Word(metadata, Set.of()));
    return new Claims(version + 1, next);
  }

  /** Without a node. */
  Claims without(NodeAddress address) {
    Map<NodeAddress, Word> next = new HashMap<>(words);
    return next.remove(address) == null ? this : new Claims(version + 1, next);
  }

  /** With a node's claim to a partition proved wrong. */
  Claims disowned(NodeAddress address, int partition) {
    Word word = words.get(address);
    if (word == null || word.disowned().contains(partition)) {
      return this;
    }
    Set<Integer> disowned = new HashSet<>(word.disowned());
    disowned.add(partition);
    Map<NodeAddress, Word> next = new HashMap<>(words);
    next.put(address, new Word(word.metadata(), disowned));
    return new Claims(version + 1, next);
  }

  /** The same under a new version: it is worth another try. */
  Claims renewed() {
    return new Claims(version + 1, words);
  }

  /** Both lists one behind the other. */
  static List<NodeAddress> joined(List<NodeAddress> first, List<NodeAddress> then) {
    if (then.isEmpty()) {
      return first;
    }
    List<NodeAddress> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }
}
