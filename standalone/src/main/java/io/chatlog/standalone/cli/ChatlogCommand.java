package io.chatlog.standalone.cli;

import io.chatlog.standalone.role.Roles;
import io.chatlog.standalone.role.StartRefusedException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code chatlog}, which does nothing but name its subcommands. */
@Command(
    name = "chatlog",
    header = "Chatlog: a chat store whose truth is a Kafka log.%n",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    footer = {
      "",
      "Begin with:  ./chatlog start --demo",
      "Every command explains itself:  ./chatlog start --help",
      "Measured beside PostgreSQL and others, from a checkout:  ./chatlog bench --help"
    })
public final class ChatlogCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ChatlogCommand.class);

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private ChatlogCommand() {}

  /** The whole command line, ready to execute. */
  public static CommandLine commandLine(Roles roles) {
    CommandLine chatlog = new CommandLine(new ChatlogCommand());
    chatlog.addSubcommand(new StartCommand(roles.standalone()));
    chatlog.addSubcommand(new LoadCommand());
    chatlog.addSubcommand(new ImportCommand());
    chatlog.addSubcommand(new SearchCommand());
    chatlog.addSubcommand(new TailCommand());
    chatlog.addSubcommand(new StatsCommand());
    chatlog.addSubcommand(new EraseCheckCommand());
    chatlog.addSubcommand(new VerifyCommand());
    chatlog.addSubcommand(new OptimizeCommand());
    chatlog.addSubcommand(new ReindexCommand());
    chatlog.addSubcommand(new CleanupCommand());
    chatlog.addSubcommand(new ConfigCommand());
    chatlog.addSubcommand(new StoresCommand());
    chatlog.addSubcommand(new TopologyCommand());
    chatlog.addSubcommand(new ExportCommand());
    chatlog.addSubcommand(new BackupCommand());
    chatlog.addSubcommand(new RestoreCommand());
    chatlog.addSubcommand(new TopicsCommand());
    chatlog.addSubcommand(new BrokerCommand(roles.broker()));
    chatlog.addSubcommand(new RegistryCommand(roles.registry()));
    chatlog.addSubcommand(new IngestCommand(roles.ingest()));
    chatlog.addSubcommand(new ProcessorCommand(roles.processor()));
    chatlog.addSubcommand(new QueryCommand(roles.query()));
    chatlog.addSubcommand(new TrainCommand(roles.standalone()));
    chatlog.addSubcommand(new VersionCommand());
    chatlog.addSubcommand(new CommandLine.HelpCommand());
    for (CommandLine command : chatlog.getSubcommands().values()) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
      command.getCommandSpec().versionProvider(new Version());
    }
    chatlog.getCommandSpec().mixinStandardHelpOptions(true);
    chatlog.setUsageHelpAutoWidth(true);
    chatlog.setParameterExceptionHandler(ChatlogCommand::misunderstood);
    chatlog.setExecutionExceptionHandler(ChatlogCommand::failed);
    return chatlog;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private static int misunderstood(ParameterException fault, String[] arguments) {
    CommandLine command = fault.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + fault.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(fault, err)
        && command.getCommandSpec().parent() == null) {
      command.usage(err);
    } else {
      err.println("See ./" + name + " --help");
    }
    return ExitCode.USAGE;
  }

  private static int failed(Exception fault, CommandLine command, ParseResult arguments) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (fault instanceof StartRefusedException) {
      String.valueOf(fault.getMessage()).lines().forEach(line -> err.println(name + ": " + line));
    } else {
      err.println(name + ": " + fault);
      LOG.error("{} failed", name, fault);
    }
    return ExitCode.FAILED;
  }
}
