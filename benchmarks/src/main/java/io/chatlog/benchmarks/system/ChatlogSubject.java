package io.chatlog.benchmarks.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.benchmarks.load.HttpConnection;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.measure.Disk;
import io.chatlog.benchmarks.measure.FlightRecordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Chatlog, as one process or with each role as its own. */
public final class ChatlogSubject implements Subject {
  private static final Duration READY_MAX = Duration.ofMinutes(5);
  private static final Duration DONE_MAX = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String HOST = "http://127.0.0.1:";

  private final String name;
  private final Path directory;
  private final boolean profile;
  private final URI writes;
  private final URI reads;
  private final List<Child> children = new ArrayList<>();
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable Child processorChild;
  private int launched;

  private ChatlogSubject(String name, Path directory, boolean profile, URI writes, URI reads) {
    this.name = name;
    this.directory = directory;
    this.profile = profile;
    this.writes = writes;
    this.reads = reads;
  }

  /**
   * Everything in one process, with its data in a directory, ready.
   *
   * @param profile whether it leaves a recording in the directory
   */
  public static ChatlogSubject standalone(Path directory, boolean profile) {
    URI url = URI.create(HOST + Child.freePort());
    ChatlogSubject chatlog = new ChatlogSubject("chatlog", directory, profile, url, url);
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
        Integer.toString(Child.freePort()),
        "--registry-port",
        Integer.toString(Child.freePort()));
  }

  /** {@code kill -9} of a standalone, and its start on what it left; how long that took. */
  public Duration killAndStart() {
    children.removeFirst().kill();
    long began = System.nanoTime();
    startStandalone();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * A standalone is stopped, its rows and indexes are taken away, and it starts on the log alone;
   * how long that took until everything was there again.
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
    ChatlogSubject chatlog = new ChatlogSubject("chatlog split", directory, profile, ingest, query);
    String kafka = "127.0.0.1:" + Child.freePort();
    URI registry = URI.create(HOST + Child.freePort());
    URI processor = URI.create(HOST + Child.freePort());
    String port = kafka.substring(kafka.indexOf(':') + 1);
    chatlog.launch("broker", "--port", port, "--data-dir", directory.resolve("data").toString());
    chatlog.launch(
        "registry",
        "--port",
        port(registry),
        "--data-dir",
        directory.resolve("data-registry").toString());
    Child topics =
        Child.chatlog(
            List.of("topics", "--bootstrap", kafka), "", directory.resolve("output/topics.out"));
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
    }
  }

  private static String[] with(List<String> log, String... more) {
    List<String> all = new ArrayList<>(log);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
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
    Child child = Child.chatlog(arguments, flags, directory.resolve("output/" + command + ".out"));
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
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("events", Disk.bytes(directory, folder -> folder.startsWith("chatlog.events-")));
    parts.put("feed", Disk.bytes(directory, folder -> folder.startsWith("chatlog.feed-")));
    parts.put("changelog", Disk.bytes(directory, folder -> folder.contains("-changelog-")));
    parts.put(
        "other topics",
        Disk.bytes(
            directory,
            folder ->
                folder.matches("(chatlog\\.|__).*-\\d+")
                    && !folder.startsWith("chatlog.events-")
                    && !folder.startsWith("chatlog.feed-")));
    parts.put("rocksdb", Disk.bytes(directory, "rocksdb"::equals));
    parts.put("lucene", Disk.bytes(directory, "index"::equals));
    return parts;
  }

  /** Waits until no partition lags, and a search of each sees it. */
  @Override
  public void awaitDone() {
    long end = System.nanoTime() + DONE_MAX.toNanos();
    try (HttpConnection connection = new HttpConnection(reads)) {
      while (lag(connection) > 0) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("the processor did not catch up");
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
      connection.send(Request.get("/v1/search?q=everything"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long lag(HttpConnection connection) throws IOException {
    JsonNode topology = json.readTree(connection.send(Request.get("/v1/admin/topology")).body());
    long lag = 0;
    for (JsonNode lags : topology.findValues("lag")) {
      lag += lags.asLong();
    }
    return lag;
  }

  @Override
  public void close() {
    children.reversed().forEach(Child::close);
  }
}
