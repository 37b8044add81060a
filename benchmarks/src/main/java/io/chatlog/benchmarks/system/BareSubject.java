package io.chatlog.benchmarks.system;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** {@link BareServer}: Javalin alone, or before a broker of its own. */
public final class BareSubject implements Subject {
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final int PARTITIONS = 4;
  private static final List<String> JVM =
      List.of("-Xmx384m", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders");

  private final String name;
  private final URI url;
  private final List<Child> children = new ArrayList<>();
  private final String bootstrap;

  private BareSubject(String name, String bootstrap) {
    this.name = name;
    this.bootstrap = bootstrap;
    this.url = URI.create("http://127.0.0.1:" + Child.freePort());
  }

  /** Javalin that reads messages and forgets them. */
  public static BareSubject echo(Path directory) {
    BareSubject bare = new BareSubject("bare Javalin", "");
    bare.serve(directory);
    return bare;
  }

  /** Javalin that sends messages to a broker. */
  public static BareSubject producer(Path directory) {
    int port = Child.freePort();
    BareSubject bare = new BareSubject("Javalin + producer", "127.0.0.1:" + port);
    bare.children.add(
        Child.chatlog(
            List.of(
                "broker",
                "--port",
                Integer.toString(port),
                "--data-dir",
                directory.resolve("data").toString()),
            "",
            Map.of(),
            directory.resolve("output/broker.out")));
    bare.makeTopic();
    bare.serve(directory);
    return bare;
  }

  private void makeTopic() {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", "60000"))) {
      admin
          .createTopics(List.of(new NewTopic(BareServer.TOPIC, PARTITIONS, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the topic was not made", failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  private void serve(Path directory) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Integer.toString(url.getPort()));
    if (!bootstrap.isEmpty()) {
      arguments.add(bootstrap);
    }
    Child server =
        Child.java(JVM, BareServer.class, arguments, directory.resolve("output/bare.out"));
    children.add(server);
    server.await(() -> Child.answersOk(url.resolve("/readyz")), READY_MAX);
  }

  /** Where its broker is; empty without one. */
  public String bootstrap() {
    return bootstrap;
  }

  /** The process of its broker; none without one. */
  public List<Long> brokerPids() {
    return bootstrap.isEmpty() ? List.of() : List.of(children.getFirst().pid());
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
    return false;
  }

  @Override
  public Map<String, Long> diskBytes() {
    return Map.of();
  }

  @Override
  public void awaitDone() {}

  @Override
  public void close() {
    children.reversed().forEach(Child::close);
  }
}
