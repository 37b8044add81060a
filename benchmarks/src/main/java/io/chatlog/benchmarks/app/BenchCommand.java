package io.chatlog.benchmarks.app;

import io.chatlog.benchmarks.load.Load;
import io.chatlog.benchmarks.measure.Disk;
import io.chatlog.benchmarks.measure.FlightRecordings;
import io.chatlog.benchmarks.report.BarChart;
import io.chatlog.benchmarks.report.Markdown;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.report.Summary;
import io.chatlog.benchmarks.scenario.Lab;
import io.chatlog.benchmarks.scenario.Plan;
import io.chatlog.benchmarks.scenario.Scenario;
import io.chatlog.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./chatlog bench}. */
@Command(
    name = "chatlog bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Measures Chatlog beside what one would take in its place",
    description = {
      "Starts each system itself, in processes of its own, loads it over HTTP on this machine, and"
          + " writes a table and plots. PostgreSQL takes part where its package is installed.",
      ""
    },
    footer = {
      "",
      "Scenarios, in the order in which they run: reads, statistics, search, search-lucene,"
          + " visible, paced, vectors, restore, start, single-sync, single-async, batch-100,"
          + " batch-1000, ranking, sustained; all of them without a name.",
      "Systems: chatlog (one process), split (a process per role), graph (one process, with vectors"
          + " in a graph; for vectors only), producer (Javalin and a Kafka producer), echo (Javalin"
          + " alone), postgres, postgres-plain (without full text).",
      "Exit code: 0 measured, 1 a system failed, 2 usage.",
      "",
      "Example:",
      "  ./chatlog bench batch-100 single-sync --messages 100000 --out target/bench"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int MESSAGES_MAX = 50_000_000;
  private static final int USERS_MAX = 100_000;
  private static final int SECONDS_MAX = 600;
  private static final int ROUNDS_MAX = 50;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", arity = "0..*", description = "What to measure.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--systems",
      split = ",",
      paramLabel = "SYSTEM",
      defaultValue = "chatlog,split,graph,producer,echo,postgres,postgres-plain",
      description = "Whom to measure (default: all).")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--messages",
      defaultValue = "100000",
      description = "Messages held, and written by sustained (default: ${DEFAULT-VALUE}).")
  private int messages;

  @Option(
      names = "--users",
      defaultValue = "1000",
      description = "Users, of ten sessions each (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = {
        "Load before a system is first measured (default: 20, with --quick 10); before further"
            + " kinds of requests a quarter of that."
      })
  private @Nullable Integer warmUpAsked;

  @Option(names = "--seconds", description = "Length of one sample (default: 10, with --quick 3).")
  private @Nullable Integer secondsAsked;

  @Option(
      names = "--rounds",
      description = "Samples, each system in turn (default: 3, with --quick 2).")
  private @Nullable Integer roundsAsked;

  @Option(names = "--quick", description = "Shorter samples, and fewer.")
  private boolean quick;

  @Option(
      names = "--client-threads",
      paramLabel = "THREADS",
      defaultValue = "1",
      description = {
        "Threads that send requests and read answers, on the cores that the systems share"
            + " (default: ${DEFAULT-VALUE})."
      })
  private int clientThreads;

  @Option(
      names = "--conversations",
      paramLabel = "FILE",
      description = "JSON lines to take contents from (default: those that come with Chatlog).")
  private @Nullable Path conversations;

  @Option(
      names = "--profile",
      description = {
        "Record Chatlog's processes with JDK Flight Recorder, and write the methods that took most"
            + " time and the classes that were allocated most to profile.txt."
      })
  private boolean profile;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/bench",
      description = "Where the table and the plots go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("");

  /** Runs the command line. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    within("--messages", messages, 1_000, MESSAGES_MAX);
    within("--users", users, 1, USERS_MAX);
    int warmUp = asked(warmUpAsked, 10, 20);
    int seconds = asked(secondsAsked, 3, 10);
    int rounds = asked(roundsAsked, 2, 3);
    within("--warm-up", warmUp, 1, SECONDS_MAX);
    within("--seconds", seconds, 1, SECONDS_MAX);
    within("--rounds", rounds, 1, ROUNDS_MAX);
    within("--client-threads", clientThreads, 1, Load.THREADS_MAX);
    List<Scenario> scenarios = chosen();
    Files.createDirectories(out);
    // whoever runs PostgreSQL may pass through: root does not
    Path work =
        Files.createTempDirectory(
            "chatlog-bench",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
    Plan plan =
        new Plan(
            new LinkedHashSet<>(systems),
            messages,
            users,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds),
            rounds,
            clientThreads,
            conversations,
            profile,
            work);
    PrintWriter print = spec.commandLine().getOut();
    List<Sheet> sheets = new ArrayList<>();
    try (Lab lab = new Lab(plan)) {
      for (Scenario scenario : scenarios) {
        print.println("measuring " + scenario.name() + ": " + scenario.about());
        print.flush();
        List<Sheet> measured = scenario.run(lab);
        sheets.addAll(measured);
        print.println(Markdown.tables(measured));
        print.flush();
        write(sheets, plan); // what is measured is kept, whatever fails behind it
      }
      // the end of a process is when it writes its recording
      lab.close();
      if (profile) {
        Files.writeString(out.resolve("profile.txt"), FlightRecordings.topCosts(work));
      }
    } finally {
      Disk.delete(work);
    }
    print.println(Summary.of(sheets));
    print.println("written to " + out.toAbsolutePath());
    print.flush();
    return 0;
  }

  private int asked(@Nullable Integer given, int inHaste, int otherwise) {
    return given != null ? given : quick ? inHaste : otherwise;
  }

  private List<Scenario> chosen() {
    for (String name : names) {
      if (Scenarios.ALL.stream().noneMatch(scenario -> scenario.name().equals(name))) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "there is no scenario " + name + "; see --help");
      }
    }
    return Scenarios.ALL.stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .toList();
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " must be " + least + " to " + most);
    }
  }

  private void write(List<Sheet> sheets, Plan plan) throws IOException {
    Files.writeString(out.resolve("report.md"), Markdown.of(sheets, machine(plan)));
    for (int at = 0; at < sheets.size(); at++) {
      for (String figure : sheets.get(at).figures()) {
        if (figure.endsWith("/s") || figure.startsWith("CPU") || figure.equals("p99 ms")) {
          String file = at + 1 + "-" + figure.replaceAll("[^A-Za-z0-9]+", "-") + ".svg";
          Files.writeString(out.resolve(file), BarChart.of(sheets.get(at), figure));
        }
      }
    }
  }

  private static String machine(Plan plan) {
    return String.format(
        Locale.ROOT,
        "%d cores, Java %s; %d s of warm-up, a quarter of that for each further kind of request,"
            + " then %d samples of %d s of each system in turn: median (least–most) ×ratio to the"
            + " first row. CPU is that of all server processes, user and system. The client runs on"
            + " the same machine, on %d thread(s).%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        plan.warmUp().toSeconds(),
        plan.rounds(),
        plan.length().toSeconds(),
        plan.clientThreads());
  }
}
