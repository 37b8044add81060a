package io.chatlog.it.process;

import io.chatlog.standalone.cli.ChatlogCommand;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Roles;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * Runs a command of {@code ./chatlog} in this JVM, which spares the second of CPU that the start of
 * another costs. What is printed and the exit code are the same; a JVM of its own ({@link
 * ChildProcess}) is for what starts a role, follows until it is stopped, or is the first of its
 * kind.
 */
public final class CommandLineHere {
  private static final Roles NONE =
      new Roles(
          RoleStarter.notBuilt("standalone"),
          RoleStarter.notBuilt("broker"),
          RoleStarter.notBuilt("registry"),
          RoleStarter.notBuilt("ingest"),
          RoleStarter.notBuilt("processor"),
          RoleStarter.notBuilt("query"));

  private CommandLineHere() {}

  /**
   * A command that has ended.
   *
   * @param output what it printed, standard error in its place
   */
  public record Ended(int exitCode, String output) {}

  /** Runs a command until it ends. */
  public static Ended run(String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter printer = new PrintWriter(output, true);
    CommandLine chatlog = ChatlogCommand.commandLine(NONE);
    chatlog.setOut(printer);
    chatlog.setErr(printer);
    int exitCode = chatlog.execute(arguments);
    printer.flush();
    return new Ended(exitCode, output.toString());
  }
}
