package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.Conversations;
import io.chatlog.benchmarks.load.Load;
import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.load.Workload;
import io.chatlog.benchmarks.measure.JvmAllocations;
import io.chatlog.benchmarks.measure.Processes;
import io.chatlog.benchmarks.report.Sheet;
import io.chatlog.benchmarks.system.BareSubject;
import io.chatlog.benchmarks.system.ChatlogSubject;
import io.chatlog.benchmarks.system.PostgresSubject;
import io.chatlog.benchmarks.system.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
  private static final int PREPARING_REQUESTS_MAX = 200;
  private static final int VECTOR_BATCH = 100;
  private static final int VECTOR_BATCHES_AT_ONCE = 100;

  private final Plan plan;
  private final Workload workload;
  private final Load load;
  private final Map<String, Optional<Subject>> running = new LinkedHashMap<>();
  private final Set<String> prepared = new HashSet<>();
  private final Map<String, Long> held = new HashMap<>();
  private final Set<String> warm = new HashSet<>();
  private final Set<String> vectored = new HashSet<>();
  private final Map<Boolean, List<List<String>>> nearest = new HashMap<>();
  private final JvmAllocations allocations = new JvmAllocations();
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
      case "graph" -> Optional.of(ChatlogSubject.withVectorGraph(directory, plan.profile()));
      case "split" -> Optional.of(ChatlogSubject.split(directory, plan.profile()));
      case "producer" -> Optional.of(BareSubject.producer(directory));
      case "echo" -> Optional.of(BareSubject.echo(directory));
      case "postgres" -> postgres.apply(true);
      case "postgres-plain" -> postgres.apply(false);
      default -> throw new IllegalArgumentException("there is no system " + key);
    };
  }

  /**
   * Ends the systems that are kept running: even idle ones take a little. Whoever asks for one
   * afterwards gets it empty.
   */
  public void stopAll() {
    running.values().forEach(subject -> subject.ifPresent(Subject::close));
    running.clear();
    prepared.clear();
    vectored.clear();
    held.clear();
    warm.clear();
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
      int batches = (int) ((missing - 1) / PREPARING_BATCH) + 1;
      List<Request> some =
          workload.batches(Math.min(batches, PREPARING_REQUESTS_MAX), PREPARING_BATCH, false);
      LoadResult filled = load.times(subject.writes(), PREPARING_CLIENTS, some, batches);
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

  /** Writes messages with vectors, once, into a system that holds as many as the plan says. */
  public void fillVectors(Subject subject) {
    fill(subject);
    if (vectored.add(subject.name())) {
      int batches = Math.max(1, vectors() / VECTOR_BATCH);
      for (int done = 0; done < batches; done += VECTOR_BATCHES_AT_ONCE) {
        int some = Math.min(VECTOR_BATCHES_AT_ONCE, batches - done);
        require(
            load.all(
                subject.writes(),
                PREPARING_CLIENTS,
                workload.vectors(some, VECTOR_BATCH, done * VECTOR_BATCH)));
      }
      subject.awaitDone();
    }
  }

  /** How many messages with a vector a system gets. */
  public int vectors() {
    return Math.max(VECTOR_BATCH, plan.messages() / 10 / VECTOR_BATCH * VECTOR_BATCH);
  }

  /** What the first searches for the nearest are to find: see {@link Recall}. */
  List<List<String>> nearest(boolean few) {
    return nearest.computeIfAbsent(few, key -> Recall.nearest(workload.vectors(), vectors(), key));
  }

  /** How many messages were written into a system beside what was measured. */
  public long held(Subject subject) {
    return held.getOrDefault(subject.name(), 0L);
  }

  /**
   * Runs a load until what it needs is compiled: the first of a system long, others a quarter of
   * that, and none twice.
   *
   * @param kind what the load does
   * @param loading runs it so long
   */
  public void warm(Subject subject, String kind, Consumer<Duration> loading) {
    boolean first = warm.stream().noneMatch(each -> each.startsWith(subject.name() + "/"));
    if (warm.add(subject.name() + "/" + kind)) {
      loading.accept(first ? plan.warmUp() : plan.warmUp().dividedBy(4));
    }
  }

  /** Has a system warmed up again: its processes are other ones now. */
  public void cold(Subject subject) {
    warm.removeIf(each -> each.startsWith(subject.name() + "/"));
  }

  /** What the processes of a system took so far. */
  public Cost cost(Subject subject) {
    return new Cost(
        Processes.cpuMicros(subject.pids()), allocations.bytes(subject.pids()), System.nanoTime());
  }

  /** Runs a load, and adds what it costs the servers to a sheet. */
  public LoadResult measure(Sheet sheet, Subject subject, Supplier<LoadResult> loading) {
    Cost before = cost(subject);
    LoadResult result = loading.get();
    add(sheet, subject.name(), result, cost(subject).since(before));
    return result;
  }

  /** Adds what came of a load to a sheet. */
  static void add(Sheet sheet, String name, LoadResult result, Cost cost) {
    boolean writes = result.messages() > 0;
    double done = Math.max(1, writes ? result.messages() : result.successes());
    String each = writes ? "/message" : "/request";
    sheet.add(name, writes ? "messages/s" : "requests/s", result.perSecond());
    sheet.add(name, "CPU µs" + each, cost.cpuMicros() / done);
    if (cost.allocatedBytes() > 0) {
      sheet.add(name, "KB allocated" + each, cost.allocatedBytes() / 1e3 / done);
    }
    sheet.add(name, "p50 ms", result.millis(50));
    if (!writes) {
      sheet.add(name, "p95 ms", result.millis(95));
    }
    sheet.add(name, "p99 ms", result.millis(99));
    if (writes) {
      sheet.add(name, "p99.9 ms", result.millis(99.9));
    }
    sheet.add(name, "client CPU µs/request", result.clientCpuMicros());
    failures(sheet, name, result);
  }

  /** Says how many answers were no success: none is counted as one. */
  static void failures(Sheet sheet, String name, LoadResult result) {
    if (result.failures() > 0) {
      sheet.note(
          name
              + ": "
              + result.failures()
              + " of "
              + result.requests()
              + " answers were no success, first "
              + result.firstFailure());
    }
  }

  @Override
  public void close() {
    stopAll();
    allocations.close();
  }
}
