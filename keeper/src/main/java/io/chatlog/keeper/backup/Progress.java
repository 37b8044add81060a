package io.chatlog.keeper.backup;

/** Is told how far a backup or a restore is, now and then, by any thread. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress UNTOLD = (phase, done, total) -> {};

  /**
   * So much is done.
   *
   * @param phase {@code backup}, {@code verify} or {@code restore}
   * @param done lines, or bytes while files are verified
   * @param total of the same; negative when that is not known
   */
  void at(String phase, long done, long total);
}
