package io.chatlog.it.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Every role as a process of its own: broker, registry, ingest, query, and two processors of which
 * each keeps a stand-by copy of the other's partitions. Not thread-safe.
 */
public final class SplitCluster implements Deployment, AutoCloseable {
  private static final String TOKEN_SECRET = "a secret of the tests, of 32 bytes or more";
  private static final Duration TOPICS_MAX = Duration.ofSeconds(60);

  private final Path directory;
  private final KafkaUnderTest kafka;
  private final URI registry = url();
  private final URI ingest = url();
  private final URI query = url();
  private final URI processor1 = url();
  private final URI processor2 = url();
  private final Map<Role, RoleProcess> processes = new TreeMap<>();

  private SplitCluster(Path directory, KafkaUnderTest kafka) {
    this.directory = directory;
    this.kafka = kafka;
  }

  /** What can be killed. */
  public enum Role {
    /** Kafka. */
    BROKER,
    /** The schema registry. */
    REGISTRY,
    /** The first stream processor. */
    PROCESSOR_1,
    /** The second stream processor. */
    PROCESSOR_2,
    /** What serves writes. */
    INGEST,
    /** What serves reads. */
    QUERY
  }

  /** Starts all of it, with its data in a directory, and waits until it is ready. */
  public static SplitCluster start(Path directory) {
    SplitCluster cluster = new SplitCluster(directory, KafkaUnderTest.start(directory));
    try {
      cluster.startRoles();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  @Override
  public URI writes() {
    return ingest;
  }

  @Override
  public URI reads() {
    return query;
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public URI registry() {
    return registry;
  }

  /** The internal address of a processor. */
  public URI processor(int number) {
    return number == 1 ? processor1 : processor2;
  }

  /** {@code kill -9} of one role. */
  public void kill(Role role) {
    if (role == Role.BROKER) {
      kafka.kill();
    } else {
      process(role).kill();
    }
  }

  /** Starts a role that was killed and waits until it is ready. */
  public Duration startAgain(Role role) {
    if (role == Role.BROKER) {
      return kafka.startAgain();
    }
    process(role).startAgain();
    return process(role).awaitReady();
  }

  /** Starts again, and waits for, whatever does not run: a process may end with its broker. */
  public List<Role> reviveAll() {
    List<Role> revived = new ArrayList<>();
    if (!kafka.isAlive()) {
      kafka.startAgain();
      revived.add(Role.BROKER);
    }
    processes.forEach(
        (role, process) -> {
          if (!process.process().isAlive()) {
            process.startAgain();
            revived.add(role);
          }
        });
    processes.values().forEach(RoleProcess::awaitReady);
    return revived;
  }

  /** The process of a role other than the broker. */
  public ChildProcess processOf(Role role) {
    return process(role).process();
  }

  @Override
  public void close() {
    processes.values().forEach(RoleProcess::close);
    kafka.close();
  }

  private RoleProcess process(Role role) {
    RoleProcess process = processes.get(role);
    if (process == null) {
      throw new IllegalStateException(role + " is not one of our processes");
    }
    return process;
  }

  private void startRoles() {
    launchRegistry();
    ChildProcess topics =
        ChildProcess.start(
            "topics",
            List.of("topics", "--bootstrap", kafka.bootstrapServers()),
            directory.resolve("output/topics.out"));
    if (topics.awaitExit(TOPICS_MAX) != 0) {
      throw new IllegalStateException("topics were not created:\n" + topics.output());
    }
    process(Role.REGISTRY).awaitReady();
    launchProcessor(Role.PROCESSOR_1, processor1);
    launchProcessor(Role.PROCESSOR_2, processor2);
    process(Role.PROCESSOR_1).awaitReady();
    process(Role.PROCESSOR_2).awaitReady();
    launchFront(Role.INGEST, "ingest", ingest);
    launchFront(Role.QUERY, "query", query);
    process(Role.INGEST).awaitReady();
    process(Role.QUERY).awaitReady();
  }

  private void launchRegistry() {
    launch(
        Role.REGISTRY,
        List.of("registry", "--port", port(registry)),
        child -> Probe.answersOk(registry.resolve("/subjects")));
  }

  private void launchProcessor(Role role, URI address) {
    List<String> arguments = new ArrayList<>(logArguments("processor", address, role));
    arguments.addAll(List.of("--standbys", "1"));
    launch(role, arguments, child -> Probe.answersOk(address.resolve("/readyz")));
  }

  private void launchFront(Role role, String command, URI address) {
    List<String> arguments = new ArrayList<>(logArguments(command, address, role));
    arguments.addAll(
        List.of(
            "--processors",
            processor1 + "," + processor2,
            "--set",
            "chatlog.auth.token_secret=" + TOKEN_SECRET));
    launch(role, arguments, child -> Probe.answersOk(address.resolve("/readyz")));
  }

  private List<String> logArguments(String command, URI address, Role role) {
    return List.of(
        command,
        "--port",
        port(address),
        "--bootstrap",
        kafka.bootstrapServers(),
        "--registry",
        registry.toString(),
        "--data-dir",
        directory.resolve("data-" + role).toString());
  }

  private void launch(Role role, List<String> arguments, Predicate<ChildProcess> ready) {
    Path outputs = directory.resolve("output");
    processes.put(role, RoleProcess.start(role.toString(), arguments, outputs, ready));
  }

  private static URI url() {
    return URI.create("http://127.0.0.1:" + Ports.free());
  }

  private static String port(URI url) {
    return Integer.toString(url.getPort());
  }
}
