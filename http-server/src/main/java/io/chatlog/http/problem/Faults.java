package io.chatlog.http.problem;

import io.chatlog.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects every fault of one input, so that a caller hears of all of them at once.
 *
 * <p>Not thread-safe: one per input. Keeps at most {@link #FAULTS_MAX} faults and counts the rest.
 */
public final class Faults {
  /** How many faults are kept; what comes after is counted only. */
  public static final int FAULTS_MAX = 100;

  private final List<FieldFault> kept = new ArrayList<>(0);
  private int count;

  /** Adds a fault, once; {@code pointer} as in {@link FieldFault}. */
  public void add(String pointer, ErrorCode code, String detail) {
    FieldFault fault = new FieldFault(pointer, code, detail);
    if (kept.contains(fault)) {
      return; // a value that is read twice
    }
    if (count++ < FAULTS_MAX) {
      kept.add(fault);
    }
  }

  /** Whether nothing is wrong so far. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** How many faults were found, those not kept included. */
  public int count() {
    return count;
  }

  /** The faults kept, in the order in which they were found. */
  public List<FieldFault> list() {
    return List.copyOf(kept);
  }

  /** The first fault, which gives an answer its code. */
  public Optional<FieldFault> first() {
    return kept.isEmpty() ? Optional.empty() : Optional.of(kept.getFirst());
  }

  /** All faults kept in one line, for an {@code error_message}; empty when there are none. */
  public String summary() {
    var text = new StringBuilder();
    for (FieldFault fault : kept) {
      if (!text.isEmpty()) {
        text.append("; ");
      }
      if (!fault.pointer().isEmpty()) {
        text.append(fault.pointer()).append(": ");
      }
      text.append(fault.detail());
    }
    if (count > kept.size()) {
      text.append("; and ").append(count - kept.size()).append(" more");
    }
    return text.toString();
  }

  /** The problem that tells all faults: its code is the first fault's. Needs at least one fault. */
  public Problem toProblem() {
    if (kept.isEmpty()) {
      throw new IllegalStateException("no fault was found");
    }
    return Problem.of(kept.getFirst().code(), summary()).withErrors(list());
  }

  /** Throws {@link #toProblem()} if there is any fault. */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new ProblemException(toProblem());
    }
  }

  /** Forgets everything, for the next input. */
  public void clear() {
    kept.clear();
    count = 0;
  }
}
