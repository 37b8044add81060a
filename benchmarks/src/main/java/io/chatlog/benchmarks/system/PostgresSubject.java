package io.chatlog.benchmarks.system;

import io.chatlog.benchmarks.measure.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL from the distribution's package, in a directory of its own, behind {@link
 * PostgresServer}. Tuned for the machine that Chatlog has: a quarter of the memory that a server of
 * 4 GiB would give, WAL in large pieces; commits wait for the disk.
 */
public final class PostgresSubject implements Subject {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final String USER = "postgres";
  private static final List<String> SETTINGS =
      List.of(
          "synchronous_commit=on",
          "fsync=on",
          "shared_buffers=1GB",
          "effective_cache_size=3GB",
          "work_mem=32MB",
          "maintenance_work_mem=256MB",
          "max_wal_size=8GB",
          "checkpoint_timeout=15min",
          "wal_compression=lz4",
          "random_page_cost=1.1",
          "max_connections=50",
          "autovacuum_naptime=20s");
  private static final List<String> JVM =
      List.of("-Xmx384m", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders");

  private final String name;
  private final Path directory;
  private final URI url = URI.create("http://127.0.0.1:" + Child.freePort());
  private final List<Child> children = new ArrayList<>();

  private PostgresSubject(String name, Path directory) {
    this.name = name;
    this.directory = directory;
  }

  /** Where its programs are; empty where PostgreSQL is not installed. */
  public static Optional<Path> programs() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .sorted()
          .reduce((first, second) -> second);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it on an empty database.
   *
   * @param fullText whether messages are indexed for search
   */
  public static PostgresSubject start(Path programs, Path directory, boolean fullText) {
    PostgresSubject postgres =
        new PostgresSubject(fullText ? "PostgreSQL" : "PostgreSQL, no full text", directory);
    Path output = directory.resolve("output");
    Path data = directory.resolve("data");
    try {
      Files.createDirectories(data);
      Files.createDirectories(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean root = System.getProperty("user.name").equals("root");
    if (root) {
      run(List.of("chown", "-R", USER, data.toString()), output.resolve("chown.out"));
    }
    run(
        as(
            root,
            List.of(
                programs.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "--auth=trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8")),
        output.resolve("initdb.out"));
    int port = Child.freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
    for (String setting : SETTINGS) {
      command.addAll(List.of("-c", setting));
    }
    Child server = Child.start(as(root, command), output.resolve("postgres.out"));
    postgres.children.add(server);
    server.await(() -> listens(programs, port), READY_MAX);
    Child service =
        Child.java(
            JVM,
            PostgresServer.class,
            List.of(
                Integer.toString(postgres.url.getPort()),
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER,
                fullText ? "text" : "plain"),
            output.resolve("service.out"));
    postgres.children.add(service);
    service.await(() -> Child.answersOk(postgres.url.resolve("/readyz")), READY_MAX);
    return postgres;
  }

  /** The server refuses to run as root. */
  private static List<String> as(boolean root, List<String> command) {
    if (!root) {
      return command;
    }
    List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER));
    all.add("--clear-groups");
    all.addAll(command);
    return all;
  }

  private static boolean listens(Path programs, int port) {
    try {
      return new ProcessBuilder(
                  programs.resolve("pg_isready").toString(),
                  "-q",
                  "-h",
                  "127.0.0.1",
                  "-p",
                  Integer.toString(port))
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void run(List<String> command, Path output) {
    Child child = Child.start(command, output);
    if (child.awaitExit(READY_MAX) != 0) {
      throw child.failed("failed, " + String.join(" ", command));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public URI writes() {
    return url;
  }

  @Override
  public URI reads() {
    return url;
  }

  @Override
  public List<Long> pids() {
    return children.stream().map(Child::pid).toList();
  }

  @Override
  public boolean can(Ability ability) {
    return switch (ability) {
      case SYNCHRONOUS, READS -> true;
      case POSITIONS -> false;
    };
  }

  @Override
  public Map<String, Long> diskBytes() {
    return Map.of(
        "tables and indexes", Disk.bytes(directory.resolve("data"), "base"::equals),
        "WAL", Disk.bytes(directory.resolve("data"), "pg_wal"::equals));
  }

  @Override
  public void awaitDone() {}

  @Override
  public void close() {
    children.reversed().forEach(Child::close);
  }
}
