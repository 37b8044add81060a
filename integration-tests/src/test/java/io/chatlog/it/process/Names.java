package io.chatlog.it.process;

import java.util.concurrent.atomic.AtomicInteger;

/** Ids that no other test of the run has. */
public final class Names {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Names() {}

  /** A new id that begins so. */
  public static String unique(String prefix) {
    return prefix + "-" + NUMBER.incrementAndGet();
  }
}
