package io.chatlog.it.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as values, its variables at their defaults. */
final class ComposeFile {
  /** The image of our own roles. */
  static final String OWN_IMAGE = "chatlog:0.1.0";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");
  private static final Pattern MEMORY = Pattern.compile("(\\d+)([mg])");
  private static final int MIB_PER_GIB = 1024;

  private final Map<String, ?> root;

  private ComposeFile(Map<String, ?> root) {
    this.root = root;
  }

  static ComposeFile read() throws IOException {
    String text = Files.readString(Checkout.root().resolve("docker-compose.yml"));
    String resolved = VARIABLE.matcher(text).replaceAll("$1");
    return new ComposeFile(new Yaml(new SafeConstructor(new LoaderOptions())).load(resolved));
  }

  /** Services by name. */
  Map<String, Service> services() {
    Map<String, Service> services = new TreeMap<>();
    map(root.get("services"))
        .forEach((name, fields) -> services.put(name, new Service(name, map(fields))));
    return services;
  }

  /** The networks that reach nothing outside. */
  boolean isInternal(String network) {
    return Boolean.TRUE.equals(map(map(root.get("networks")).get(network)).get("internal"));
  }

  /** The names of the volumes that outlive containers. */
  List<String> volumes() {
    return List.copyOf(map(root.get("volumes")).keySet());
  }

  @SuppressWarnings("unchecked") // YAML's own types
  private static Map<String, ?> map(Object value) {
    return value == null ? Map.of() : (Map<String, ?>) value;
  }

  /** One service. */
  record Service(String name, Map<String, ?> fields) {
    String image() {
      return text("image");
    }

    boolean isOwn() {
      return image().equals(OWN_IMAGE);
    }

    boolean isBroker() {
      return image().startsWith("apache/kafka:");
    }

    /** The command as arguments. */
    String[] command() {
      return text("command").trim().split("\\s+");
    }

    Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>();
      map(fields.get("environment"))
          .forEach((name, value) -> environment.put(name, value.toString()));
      return environment;
    }

    List<String> list(String field) {
      return fields.get(field) instanceof List<?> list
          ? list.stream().map(Object::toString).toList()
          : List.of();
    }

    /** The command of the health check; empty without one. */
    List<String> healthCheck() {
      Object test = map(fields.get("healthcheck")).get("test");
      return test instanceof List<?> list
          ? list.stream().map(Object::toString).toList()
          : List.of();
    }

    /** Ports of the container that are published. */
    List<Integer> publishedPorts() {
      return list("ports").stream()
          .map(port -> Integer.valueOf(port.substring(port.lastIndexOf(':') + 1)))
          .toList();
    }

    /** What the container may use. */
    int memoryMib() {
      Matcher memory = MEMORY.matcher(text("mem_limit"));
      if (!memory.matches()) {
        throw new AssertionError(name + " has no memory limit");
      }
      int number = Integer.parseInt(memory.group(1));
      return memory.group(2).equals("g") ? number * MIB_PER_GIB : number;
    }

    /** The services that must be up before it, and how far. */
    Map<String, String> dependsOn() {
      Map<String, String> needed = new TreeMap<>();
      map(fields.get("depends_on"))
          .forEach((on, how) -> needed.put(on, map(how).get("condition").toString()));
      return needed;
    }

    String text(String field) {
      Object value = fields.get(field);
      if (value == null) {
        throw new AssertionError(name + " has no " + field);
      }
      return value.toString();
    }
  }
}
