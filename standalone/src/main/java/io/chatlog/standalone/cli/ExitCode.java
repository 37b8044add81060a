package io.chatlog.standalone.cli;

/** What a command's exit code means to scripts. */
final class ExitCode {
  static final int OK = 0;

  /** It was understood and did not succeed. */
  static final int FAILED = 1;

  /** It was not understood. */
  static final int USAGE = 2;

  /** No server answers there; the launcher itself has 3, for a JDK or Maven that is missing. */
  static final int NOT_REACHABLE = 4;

  private ExitCode() {}
}
