package io.chatlog.standalone.cli;

import io.chatlog.standalone.role.RoleStarter;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one role that is a process of its own, and says when it is ready. */
final class RoleRun {
  private final String name;
  private final PrintWriter out;

  RoleRun(CommandSpec spec) {
    this.name = spec.name();
    this.out = spec.commandLine().getOut();
  }

  /** Returns when the role has stopped by itself; a signal ends the process. */
  <O> int run(RoleStarter<O> starter, O options) throws Exception {
    out.println("chatlog " + name + " " + Version.ofJar() + " starts");
    out.flush();
    return new UntilStopped(out)
        .run(
            starter,
            options,
            running -> {
              running.lines().forEach(line -> out.println("  " + line));
              out.println(name + " is ready");
              out.flush();
            });
  }
}
