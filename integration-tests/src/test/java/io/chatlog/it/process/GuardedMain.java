package io.chatlog.it.process;

import io.chatlog.standalone.app.Main;

/**
 * The command line, and the promise that the process does not outlive the test that started it,
 * even when that is killed with {@code -9}.
 */
public final class GuardedMain {
  private static final int KILLED = 137;

  private GuardedMain() {}

  /** As {@code ./chatlog arguments…}. */
  public static void main(String[] arguments) throws Exception {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(KILLED)));
    Main.main(arguments);
  }
}
