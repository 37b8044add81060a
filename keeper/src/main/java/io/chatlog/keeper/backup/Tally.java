package io.chatlog.keeper.backup;

import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what became of lines. Thread-safe. */
final class Tally {
  /** How many single faults are named. */
  static final int FAULTS_MAX = 100;

  private final Map<Kind, Long> restored = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> present = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> failed = new EnumMap<>(Kind.class);
  private final List<Restored.Fault> faults = new ArrayList<>();
  private Positions reached = Positions.NONE;
  private long done;

  synchronized void restored(Line line) {
    restored.merge(line.kind(), 1L, Long::sum);
    done++;
  }

  /** Counts what is there, without its having been written again. */
  synchronized void present(Line line) {
    present.merge(line.kind(), 1L, Long::sum);
    done++;
  }

  synchronized void failed(Line line, Restored.Fault fault) {
    failed.merge(line.kind(), 1L, Long::sum);
    done++;
    note(fault);
  }

  /** Names what is not as it was, though its line is there. */
  synchronized void note(Restored.Fault fault) {
    if (faults.size() < FAULTS_MAX) {
      faults.add(fault);
    }
  }

  synchronized void reached(Position position) {
    reached = reached.with(Positions.of(position));
  }

  synchronized long done() {
    return done;
  }

  synchronized Restored restored() {
    return new Restored(
        new Counts(restored), new Counts(present), new Counts(failed), faults, reached);
  }
}
