package io.chatlog.it.packaging;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.config.Settings;
import io.chatlog.it.packaging.ComposeFile.Service;
import io.chatlog.standalone.cli.ChatlogCommand;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Roles;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

/** The services agree with the command line, the settings and one another. */
class ComposeTest {
  private static final int HEAP_PERCENT_MAX = 60;
  private static final int HEAP_PERCENT_DEFAULT = 50;

  private ComposeFile compose;
  private Map<String, Service> services;
  private final Map<String, ParseResult> commands = new TreeMap<>();

  @BeforeEach
  void read() throws Exception {
    compose = ComposeFile.read();
    services = compose.services();
    for (Service service : services.values()) {
      if (service.isOwn()) {
        // Throws at an option that there is not, and at a value that it does not take.
        ParseResult result = ChatlogCommand.commandLine(nothing()).parseArgs(service.command());
        commands.put(service.name(), result.subcommand());
      }
    }
  }

  @Test
  void hasEveryRole() {
    assertThat(services.keySet())
        .containsExactly(
            "ingest",
            "kafka-1",
            "kafka-2",
            "kafka-3",
            "processor-1",
            "processor-2",
            "query",
            "registry",
            "topics");
    commands.forEach(
        (service, command) ->
            assertThat(command.commandSpec().name()).isEqualTo(service.replaceFirst("-\\d$", "")));
  }

  @Test
  void everyoneReachesTheBrokersAndTheRegistry() {
    String brokers =
        services.values().stream()
            .filter(Service::isBroker)
            .map(service -> service.name() + ":9092")
            .collect(joining(","));
    commands.forEach(
        (service, command) -> {
          assertThat(command.<String>matchedOptionValue("--bootstrap", "")).isEqualTo(brokers);
          if (!service.equals("topics")) {
            List<URI> registries = command.matchedOptionValue("--registry", List.of());
            assertThat(registries)
                .containsExactly(URI.create("http://registry:8080/apis/ccompat/v7"));
          }
        });
    assertThat(services.get("registry").environment())
        .containsEntry("APICURIO_STORAGE_KIND", "kafkasql")
        .containsEntry("APICURIO_KAFKASQL_BOOTSTRAP_SERVERS", brokers);
  }

  @Test
  void portsAgree() {
    for (String processor : List.of("processor-1", "processor-2")) {
      assertThat(port(processor)).isEqualTo(8090);
      assertThat(commands.get(processor).<String>matchedOptionValue("--advertised-host", ""))
          .isEqualTo(processor);
      assertThat(commands.get(processor).<Integer>matchedOptionValue("--standbys", 0)).isOne();
    }
    for (String server : List.of("ingest", "query")) {
      List<URI> processors = commands.get(server).matchedOptionValue("--processors", List.of());
      assertThat(processors)
          .containsExactly(
              URI.create("http://processor-1:8090"), URI.create("http://processor-2:8090"));
      assertThat(services.get(server).publishedPorts()).containsExactly(port(server));
    }
    assertThat(port("ingest")).isEqualTo(8080);
    assertThat(port("query")).isEqualTo(8081);
    commands.forEach(
        (service, command) -> {
          if (!service.equals("topics")) {
            assertThat(services.get(service).healthCheck())
                .containsExactly("CMD", "/opt/chatlog/bin/healthy", "" + port(service));
            assertThat(command.<String>matchedOptionValue("--host", "")).isEqualTo("0.0.0.0");
          }
        });
  }

  @Test
  void processorsAreReachedFromInsideOnly() {
    for (Service service : services.values()) {
      List<String> networks = service.list("networks");
      assertThat(networks).contains("inside");
      boolean published = !service.publishedPorts().isEmpty();
      assertThat(networks.contains("edge")).as(service.name()).isEqualTo(published);
      service
          .list("ports")
          .forEach(port -> assertThat(port).as(service.name()).startsWith("127.0.0.1:"));
    }
    assertThat(compose.isInternal("inside")).isTrue();
    assertThat(services.get("processor-1").publishedPorts()).isEmpty();
    assertThat(services.get("processor-2").publishedPorts()).isEmpty();
  }

  @Test
  void topicsAreThoseOfThreeBrokers() {
    ParseResult topics = commands.get("topics");
    assertThat(topics.<Integer>matchedOptionValue("--partitions", 0)).isEqualTo(12);
    assertThat(topics.<Integer>matchedOptionValue("--replication-factor", 0)).isEqualTo(3);
    assertThat(topics.<Integer>matchedOptionValue("--min-insync", 0)).isEqualTo(2);
    for (String server : List.of("ingest", "query", "processor-1", "processor-2")) {
      assertThat(services.get(server).dependsOn())
          .containsEntry("topics", "service_completed_successfully")
          .containsEntry("registry", "service_healthy");
    }
  }

  @Test
  void everyVariableIsASetting() {
    for (String own : commands.keySet()) {
      Map<String, String> environment = services.get(own).environment();
      Settings.load(null, environment, Map.of()); // throws at an unknown one
      assertThat(environment.keySet())
          .allMatch(name -> name.startsWith("CHATLOG_") || name.equals("JDK_JAVA_OPTIONS"));
    }
  }

  @Test
  void theHeapLeavesRoomForWhatIsOffIt() {
    for (Service service : services.values()) {
      assertThat(heapMib(service))
          .as(service.name())
          .isPositive()
          .isLessThanOrEqualTo(service.memoryMib() * HEAP_PERCENT_MAX / 100);
    }
  }

  @Test
  void dataIsOnVolumes() {
    assertThat(compose.volumes())
        .containsExactlyInAnyOrder("kafka-1", "kafka-2", "kafka-3", "processor-1", "processor-2");
    for (String name : compose.volumes()) {
      Service service = services.get(name);
      String directory =
          service.isBroker()
              ? service.environment().get("KAFKA_LOG_DIRS")
              : commands.get(name).<Path>matchedOptionValue("--data-dir", Path.of("")).toString();
      assertThat(service.list("volumes")).containsExactly(name + ":" + directory);
    }
  }

  @Test
  void nothingOfOursHasMoreRightsThanItNeeds() {
    for (String own : commands.keySet()) {
      Service service = services.get(own);
      assertThat(service.text("read_only")).isEqualTo("true");
      assertThat(service.list("cap_drop")).containsExactly("ALL");
      assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
    }
    assertThat(services.values()).allMatch(service -> !service.text("restart").equals("no"));
  }

  private int port(String service) {
    return commands.get(service).<Integer>matchedOptionValue("--port", 0);
  }

  /** As the JVM would size it. */
  private static int heapMib(Service service) {
    String options = String.join(" ", service.environment().values());
    for (String option : options.split("[ ,\"]+")) {
      if (option.startsWith("-Xmx")) {
        return Integer.parseInt(option.substring(4, option.length() - 1));
      }
      if (option.startsWith("-XX:MaxRAMPercentage=")) {
        int percent = Integer.parseInt(option.substring(option.indexOf('=') + 1));
        return service.memoryMib() * percent / 100;
      }
    }
    assertThat(Set.of("topics")).as("says nothing of its heap").contains(service.name());
    return service.memoryMib() * HEAP_PERCENT_DEFAULT / 100;
  }

  private static Roles nothing() {
    return new Roles(
        RoleStarter.notBuilt("this"),
        RoleStarter.notBuilt("this"),
        RoleStarter.notBuilt("this"),
        RoleStarter.notBuilt("this"),
        RoleStarter.notBuilt("this"),
        RoleStarter.notBuilt("this"));
  }
}
