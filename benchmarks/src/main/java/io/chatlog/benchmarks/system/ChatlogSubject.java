package io.chatlog.benchmarks.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.benchmarks.load.HttpConnection;
import io.chatlog.benchmarks.load.HttpConnection.Reply;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.measure.Disk;
import io.chatlog.benchmarks.measure.FlightRecordings;
import io.chatlog.benchmarks.measure.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Chatlog, as one process or with each role as its own. */
public final class ChatlogSubject implements Subject {
  private static final Duration READY_MAX = Duration.ofMinutes(5);
  private static final Duration DONE_MAX = Duration.ofMinutes(15);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int WAIT_MILLIS = 30_000;
  private static final int NOT_YET = 503;
  private static final String HOST = "http://127.0.0.1:";

  private final String name;
  private final Path directory;
  private final boolean profile;
  private final Map<String, String> settings;
  private final URI writes;
  private final URI reads;
  private final String kafka = "127.0.0.1:" + Child.freePort();
  private final List<Child> children = new ArrayList<>();
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable Child processorChild;
  private int launched;

  private ChatlogSubject(
      String name,
      Path directory,
      boolean profile,
      Map<String, String> settings,
      URI writes,
      URI reads) {
    this.name = name;
    this.directory = directory;
    this.profile = profile;
    this.settings = settings;
    this.writes = writes;
    this.reads = reads;
  }

  /**
   * Everything in one process, with its data in a directory, ready.
   *
   * @param profile whether it leaves a recording in the directory
   */
  public static ChatlogSubject standalone(Path directory, boolean profile) {
    return standalone("chatlog", directory, profile, Map.of());
  }

  /** The same, with vectors in a graph: for searches over all users. */
  public static ChatlogSubject withVectorGraph(Path directory, boolean profile) {
    Map<String, String> settings = Map.of("CHATLOG_PROCESSOR_VECTOR_GRAPH", "true");
    return standalone("chatlog, graph", directory, profile, settings);
  }

  private static ChatlogSubject standalone(
      String name, Path directory, boolean profile, Map<String, String> settings) {
    URI url = URI.create(HOST + Child.freePort());
    ChatlogSubject chatlog = new ChatlogSubject(name, directory, profile, settings, url, url);
    chatlog.startStandalone();
    return chatlog;
  }

  private void startStandalone() {
    start(
        writes,
        "start",
        "--port",
        port(writes),
        "--kafka-port",
        kafkaPort(),
        "--registry-port",
        Integer.toString(Child.freePort()));
  }

  /**
   * {@code kill -9} of a standalone, and its start on what it left; how long that took until it
   * answered a read.
   */
  public Duration killAndStart() {
    children.removeFirst().kill();
    long began = System.nanoTime();
    startStandalone();
    firstAnswer();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Reads something of every partition. */
  public void firstAnswer() {
    messages();
  }

  /**
   * A standalone is stopped, its rows and indexes are taken away, and it starts on the log alone;
   * how long that took until a search over all of it was answered.
   */
  public Duration stopWipeAndStart() {
    children.removeFirst().close();
    Disk.delete(directory.resolve("data/state"));
    long began = System.nanoTime();
    startStandalone();
    awaitDone();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * Broker, registry, processor, ingest and query as processes of their own, ready.
   *
   * @param profile whether each leaves a recording in the directory
   */
  public static ChatlogSubject split(Path directory, boolean profile) {
    URI ingest = URI.create(HOST + Child.freePort());
    URI query = URI.create(HOST + Child.freePort());
    ChatlogSubject chatlog =
        new ChatlogSubject("chatlog split", directory, profile, Map.of(), ingest, query);
    String kafka = chatlog.kafka;
    URI registry = URI.create(HOST + Child.freePort());
    URI processor = URI.create(HOST + Child.freePort());
    chatlog.launch(
        "broker",
        "--port",
        chatlog.kafkaPort(),
        "--data-dir",
        directory.resolve("data").toString());
    chatlog.launch(
        "registry",
        "--port",
        port(registry),
        "--data-dir",
        directory.resolve("data-registry").toString());
    Child topics =
        Child.chatlog(
            List.of("topics", "--bootstrap", kafka),
            "",
            Map.of(),
            directory.resolve("output/topics.out"));
    if (topics.awaitExit(READY_MAX) != 0) {
      throw topics.failed("did not create the topics");
    }
    List<String> log = List.of("--bootstrap", kafka, "--registry", registry.toString());
    chatlog.start(processor, "processor", with(log, "--port", port(processor)));
    chatlog.processorChild = chatlog.children.getLast();
    chatlog.start(
        ingest, "ingest", with(log, "--port", port(ingest), "--processors", processor.toString()));
    chatlog.start(
        query, "query", with(log, "--port", port(query), "--processors", processor.toString()));
    return chatlog;
  }

  /**
   * Lets the processor of a split system stand still, or go on: what is accepted meanwhile is
   * decided afterwards. Nothing for one process.
   */
  public void pauseProcessor(boolean paused) {
    Child processor = processorChild;
    if (processor != null) {
      Child.signal(processor.pid(), paused ? "STOP" : "CONT");
      // it is asked nothing while it stands still, and would not answer
      processor.await(() -> Processes.standsStill(processor.pid()) == paused, PAUSE_MAX);
    }
  }

  private static String[] with(List<String> log, String... more) {
    List<String> all = new ArrayList<>(log);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private String kafkaPort() {
    return kafka.substring(kafka.indexOf(':') + 1);
  }

  private static String port(URI url) {
    return Integer.toString(url.getPort());
  }

  private void start(URI url, String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--data-dir");
    arguments.add(
        directory.resolve(command.equals("start") ? "data" : "data-" + command).toString());
    Child child = launch(command, arguments.toArray(String[]::new));
    child.await(() -> Child.answersOk(url.resolve("/readyz")), READY_MAX);
  }

  private Child launch(String command, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command);
    arguments.addAll(List.of(options));
    String flags =
        profile
            ? FlightRecordings.option(directory.resolve(command + "-" + launched++ + ".jfr"))
            : "";
    Child child =
        Child.chatlog(arguments, flags, settings, directory.resolve("output/" + command + ".out"));
    children.add(child);
    return child;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public URI writes() {
    return writes;
  }

  @Override
  public URI reads() {
    return reads;
  }

  @Override
  public List<Long> pids() {
    return children.stream().map(Child::pid).toList();
  }

  @Override
  public boolean can(Ability ability) {
    return true;
  }

  @Override
  public Map<String, Long> diskBytes() {
    return ChatlogFiles.bytes(directory);
  }

  /**
   * Waits until a search sees what the log holds now: its end is asked of the broker, and a search
   * over all users waits until every partition has applied that.
   */
  @Override
  public void awaitDone() {
    String positions = LogEnd.positions(kafka);
    if (positions.isEmpty()) {
      return;
    }
    long end = System.nanoTime() + DONE_MAX.toNanos();
    Request search =
        Request.get("/v1/search?limit=1&q=everything", positions)
            .with("Chatlog-Wait-Ms", Integer.toString(WAIT_MILLIS));
    try (HttpConnection connection = new HttpConnection(reads)) {
      for (Reply reply = connection.send(search);
          reply.status() != 200;
          reply = connection.send(search)) {
        if (reply.status() != NOT_YET || System.nanoTime() > end) {
          throw new IllegalStateException(
              "the processor did not catch up: " + reply.status() + " " + reply.text());
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many messages it says that it holds. */
  public long messages() {
    try (HttpConnection connection = new HttpConnection(reads)) {
      Reply reply = connection.send(Request.get("/v1/stats"));
      if (reply.status() != 200) {
        throw new IllegalStateException("statistics: " + reply.status() + " " + reply.text());
      }
      return json.readTree(reply.body()).path("total_messages").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compacts rows and indexes, as an operator does; waits until that is done. */
  @Override
  public void compact() {
    try (HttpConnection connection = new HttpConnection(reads, DONE_MAX)) {
      Reply reply =
          connection.send(
              Request.post("/v1/admin/optimize", "application/json", false, new byte[0], 0));
      if (reply.status() != 200) {
        throw new IllegalStateException("optimize: " + reply.status() + " " + reply.text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directories that hold an index of Lucene each. */
  public List<Path> indexes() {
    return ChatlogFiles.indexes(directory);
  }

  @Override
  public void close() {
    children.reversed().forEach(Child::close);
  }
}
