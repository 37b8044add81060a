package io.chatlog.ingest.fake;

import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A log in memory. What it says of single records can be replaced. Thread-safe. */
public final class InMemoryEventLog implements EventLog {
  private final List<List<LogRecord>> partitions = new ArrayList<>();
  private UnaryOperator<Append> fate = UnaryOperator.identity();
  private int calls;

  public InMemoryEventLog(int partitionCount) {
    for (int partition = 0; partition < partitionCount; partition++) {
      partitions.add(new ArrayList<>());
    }
  }

  @Override
  public synchronized List<Append> append(List<LogRecord> records) {
    calls++;
    List<Append> results = new ArrayList<>();
    for (LogRecord record : records) {
      List<LogRecord> partition = partitions.get(record.partition());
      Append written = new Append.Acknowledged(new Position(record.partition(), partition.size()));
      Append result = fate.apply(written);
      if (!(result instanceof Append.NotWritten)) {
        partition.add(record);
      }
      results.add(result);
    }
    return results;
  }

  /** From now on every acknowledgement is replaced by what this makes of it. */
  public synchronized void fate(UnaryOperator<Append> newFate) {
    fate = newFate;
  }

  /** Forgets everything, what was said of records included. */
  public synchronized void clear() {
    partitions.forEach(List::clear);
    fate = UnaryOperator.identity();
    calls = 0;
  }

  /** What a partition holds. */
  public synchronized List<LogRecord> records(int partition) {
    return List.copyOf(partitions.get(partition));
  }

  /** What all partitions hold together. */
  public synchronized int size() {
    return partitions.stream().mapToInt(List::size).sum();
  }

  /** How often something was appended. */
  public synchronized int calls() {
    return calls;
  }

  @Override
  public void close() {}
}
