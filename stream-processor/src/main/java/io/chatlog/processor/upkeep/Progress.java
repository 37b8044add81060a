package io.chatlog.processor.upkeep;

import io.chatlog.view.UpkeepReport.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How far a piece of work is. Written by the thread that works, read by any; ends the work when
 * nobody wants it.
 */
final class Progress implements Runnable {
  private static final int CHECK_EVERY = 256;

  private final BooleanSupplier wanted;
  private final Map<String, Long> figures = new LinkedHashMap<>();
  private volatile String step = "begin";
  private volatile long total;
  private volatile long done;
  private int unchecked;

  /**
   * @param wanted whether somebody still wants the work
   */
  Progress(BooleanSupplier wanted) {
    this.wanted = wanted;
  }

  /** Everything is begun anew. */
  void reset() {
    synchronized (figures) {
      figures.clear();
    }
    step("begin", 0);
  }

  /**
   * Another step begins.
   *
   * @param steps how much there is to do, or 0 when that is not known
   */
  void step(String name, long steps) {
    check();
    done = 0;
    total = steps;
    step = name;
  }

  /** One more thing is done. */
  @Override
  public void run() {
    done = done + 1; // one thread writes
    if (++unchecked >= CHECK_EVERY) {
      check();
    }
  }

  /** All up to an offset is done. */
  void reached(long offset) {
    done = offset + 1;
    if (++unchecked >= CHECK_EVERY) {
      check();
    }
  }

  /**
   * Looks whether the work is wanted.
   *
   * @throws Cancelled when it is not
   */
  void check() {
    unchecked = 0;
    if (!wanted.getAsBoolean()) {
      throw new Cancelled();
    }
  }

  /** Something that is worth telling. */
  void figure(String name, long value) {
    synchronized (figures) {
      figures.put(name, value);
    }
  }

  String step() {
    return step;
  }

  /** How much is done; no more than there is to do, which may be known about only. */
  long done() {
    long all = total;
    return all == 0 ? done : Math.min(done, all);
  }

  long total() {
    return total;
  }

  List<Figure> figures() {
    synchronized (figures) {
      List<Figure> all = new ArrayList<>(figures.size());
      figures.forEach((name, value) -> all.add(new Figure(name, value)));
      return all;
    }
  }
}
