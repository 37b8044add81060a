package io.chatlog.standalone.app;

import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.standalone.cli.ChatlogCommand;
import io.chatlog.standalone.logging.LogFiles;
import io.chatlog.standalone.role.PipelineOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Roles;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    LogFiles.gather();
    CommandLine chatlog = ChatlogCommand.commandLine(roles());
    // what people wrote is printed as it is, also where the locale knows ASCII only, as in cron
    chatlog.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    chatlog.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(chatlog.execute(arguments));
  }

  private static Roles roles() {
    BrokerStarter broker = new BrokerStarter();
    RegistryStarter registry = new RegistryStarter(SchemaCatalogue.released());
    RoleStarter<PipelineOptions> pipeline = new PipelineStarter();
    return new Roles(
        new StandaloneStarter(broker, registry, pipeline),
        broker,
        registry,
        new IngestStarter(),
        new ProcessorStarter(),
        new QueryStarter());
  }
}
