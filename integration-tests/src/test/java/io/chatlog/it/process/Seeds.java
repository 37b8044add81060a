package io.chatlog.it.process;

import java.util.concurrent.ThreadLocalRandom;

/** Seeds of random tests: another one each time, told, and repeatable. */
public final class Seeds {
  private Seeds() {}

  /** A test that depends on a seed. */
  @FunctionalInterface
  public interface Seeded {
    /** Runs it. */
    void run(long seed) throws Exception;
  }

  /** Runs a test with {@code -Dchatlog.seed=…}, or a new seed; a failure names the seed. */
  public static void run(String name, Seeded test) throws Exception {
    long seed = Long.getLong("chatlog.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    System.out.println(name + ": seed " + seed + ", repeat with -Dchatlog.seed=" + seed);
    try {
      test.run(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(name + " failed; repeat with -Dchatlog.seed=" + seed, e);
    }
  }
}
