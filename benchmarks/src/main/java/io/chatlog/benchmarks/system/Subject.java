package io.chatlog.benchmarks.system;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A running system that takes messages over HTTP and answers questions about them, by the paths of
 * Chatlog's API as far as it has them.
 */
public interface Subject extends AutoCloseable {
  /** For tables. */
  String name();

  /** Where it takes writes. */
  URI writes();

  /** Where it answers reads. */
  URI reads();

  /** Its processes; their descendants belong to it, too. */
  List<Long> pids();

  /** What it can do, beside taking messages. */
  enum Ability {
    /** Answers writes when they are decided. */
    SYNCHRONOUS,
    /** Answers reads, searches and statistics. */
    READS,
    /** Answers writes when they are accepted, and reads by position. */
    POSITIONS
  }

  /** Whether it can do something. */
  boolean can(Ability ability);

  /** Bytes on disk by part. */
  Map<String, Long> diskBytes();

  /** Brings what is on the disk into the form that an operator would leave it in. */
  default void compact() {}

  /** Waits until everything that was taken is decided, stored, counted and searchable. */
  void awaitDone();

  @Override
  void close();
}
