package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.Conversations;
import io.chatlog.benchmarks.load.Load;
import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Workload;
import io.chatlog.benchmarks.measure.Processes;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.BareSubject;
import io.chatlog.benchmarks.system.ChatlogSubject;
import io.chatlog.benchmarks.system.PostgresSubject;
import io.chatlog.benchmarks.system.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The systems of a run: each is started when a scenario first asks for it, and kept for those
 * behind. Not thread-safe.
 */
public final class Lab implements AutoCloseable {
  /** Sessions are made before they are written to: this many requests at once. */
  private static final int PREPARING_CLIENTS = 4;

  private static final int PREPARING_BATCH = 1_000;

  private final Plan plan;
  private final Workload workload;
  private final Load load;
  private final Map<String, Optional<Subject>> running = new LinkedHashMap<>();
  private final Set<String> prepared = new HashSet<>();
  private final Map<String, Long> held = new HashMap<>();
  private int started;

  /** Starts nothing yet. */
  public Lab(Plan plan) throws IOException {
    this.plan = plan;
    this.workload = new Workload(Conversations.read(plan.conversations()), plan.users(), 42);
    this.load = new Load(plan.clientThreads());
  }

  /** How much is measured. */
  public Plan plan() {
    return plan;
  }

  /** What clients do. */
  public Workload workload() {
    return workload;
  }

  /** Clients. */
  public Load load() {
    return load;
  }

  /** Those of some systems that were asked for and are to be had here, running. */
  public List<Subject> subjects(Sheet sheet, String... keys) {
    List<Subject> found = new ArrayList<>();
    for (String key : keys) {
      if (plan.systems().contains(key)) {
        Optional<Subject> subject = running.computeIfAbsent(key, this::start);
        subject.ifPresentOrElse(found::add, () -> sheet.note(key + ": not installed"));
      }
    }
    return found;
  }

  /** A system of its own, to be closed by whoever asks for it; empty where it is not to be had. */
  public Optional<Subject> fresh(String key) {
    return plan.systems().contains(key) ? start(key) : Optional.empty();
  }

  private Optional<Subject> start(String key) {
    Path directory = plan.work().resolve(key + "-" + started++);
    Function<Boolean, Optional<Subject>> postgres =
        text ->
            PostgresSubject.programs()
                .map(programs -> PostgresSubject.start(programs, directory, text));
    return switch (key) {
      case "chatlog" -> Optional.of(ChatlogSubject.standalone(directory, plan.profile()));
      case "split" -> Optional.of(ChatlogSubject.split(directory, plan.profile()));
      case "producer" -> Optional.of(BareSubject.producer(directory));
      case "echo" -> Optional.of(BareSubject.echo(directory));
      case "postgres" -> postgres.apply(true);
      case "postgres-plain" -> postgres.apply(false);
      default -> throw new IllegalArgumentException("there is no system " + key);
    };
  }

  /** Makes the sessions that single messages go to. */
  public void prepareSessions(Subject subject) {
    if (subject.can(Subject.Ability.SYNCHRONOUS) && prepared.add(subject.name())) {
      LoadResult made =
          load.all(
              subject.writes(),
              PREPARING_CLIENTS,
              workload.sessions(PREPARING_BATCH, plan.users()));
      require(made);
      held.merge(subject.name(), made.messages(), Long::sum);
      subject.awaitDone();
    }
  }

  /** Writes messages until a system holds about as many as the plan says. */
  public void fill(Subject subject) {
    prepareSessions(subject);
    long missing = plan.messages() - held.getOrDefault(subject.name(), 0L);
    if (missing > 0) {
      LoadResult filled =
          load.all(
              subject.writes(),
              PREPARING_CLIENTS,
              workload.batches((int) (missing / PREPARING_BATCH) + 1, PREPARING_BATCH, false));
      require(filled);
      held.merge(subject.name(), filled.messages(), Long::sum);
      subject.awaitDone();
    }
  }

  private static void require(LoadResult result) {
    if (result.failures() > 0) {
      throw new IllegalStateException("preparing failed: " + result.firstFailure());
    }
  }

  /** Runs a load, and adds what it costs the servers to a sheet. */
  public LoadResult measure(Sheet sheet, Subject subject, Supplier<LoadResult> loading) {
    long before = Processes.cpuMicros(subject.pids());
    LoadResult result = loading.get();
    long cpu = Processes.cpuMicros(subject.pids()) - before;
    String name = subject.name();
    boolean writes = result.messages() > 0;
    sheet.add(name, writes ? "messages/s" : "requests/s", result.perSecond());
    sheet.add(
        name,
        writes ? "CPU µs/message" : "CPU µs/request",
        cpu / (double) Math.max(1, writes ? result.messages() : result.requests()));
    latencies(sheet, name, result);
    sheet.add(name, "client CPU µs/request", result.clientCpuMicros());
    if (result.failures() > 0) {
      sheet.note(name + ": " + result.failures() + " failures, first " + result.firstFailure());
    }
    return result;
  }

  /** Adds the latencies of a load to a sheet. */
  public static void latencies(Sheet sheet, String name, LoadResult result) {
    sheet.add(name, "p50 ms", result.millis(50));
    sheet.add(name, "p99 ms", result.millis(99));
    sheet.add(name, "p99.9 ms", result.millis(99.9));
  }

  @Override
  public void close() {
    running.values().forEach(subject -> subject.ifPresent(Subject::close));
    running.clear();
  }
}
