package io.chatlog.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings, from four layers, each over the one before: the {@code reference.conf} of
 * every module, a file, {@code CHATLOG_*} variables, and overrides of the command line. All keys
 * stand under {@code chatlog} and are in snake case; the variable of {@code
 * chatlog.ingest.body_bytes_max} is {@code CHATLOG_INGEST_BODY_BYTES_MAX}.
 *
 * <p>Only keys that a {@code reference.conf} names exist: any other one, wherever it stands, is an
 * error, and all errors are reported at once. Components turn this into one immutable record each.
 */
public final class Settings {
  private static final String ROOT = "chatlog";

  /** Variables of the launcher, which are no settings. */
  private static final Set<String> LAUNCHER_VARIABLES =
      Set.of("CHATLOG_JAVA_HOME", "CHATLOG_JAVA_OPTS");

  private Settings() {}

  /**
   * The settings under {@code chatlog}.
   *
   * @param file a HOCON or JSON file, or null
   * @param environment variables; those that do not begin with {@code CHATLOG_} are ignored
   * @param overrides values by full key, such as {@code chatlog.ingest.port}
   * @throws IllegalArgumentException when a key is unknown or a file cannot be read; the message
   *     has one line per fault
   */
  public static Config load(
      @Nullable Path file, Map<String, String> environment, Map<String, ?> overrides) {
    Config reference = ConfigFactory.defaultReference().withOnlyPath(ROOT);
    Set<String> known = keys(reference);
    List<String> faults = new ArrayList<>();

    Config fromFile = ConfigFactory.empty();
    if (file != null) {
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("the configuration file " + file + " cannot be read");
      }
      try {
        fromFile = ConfigFactory.parseFile(file.toFile()).resolve();
      } catch (ConfigException broken) {
        throw new IllegalArgumentException(broken.getMessage(), broken);
      }
      unknown(keys(fromFile), known, "the configuration file " + file, faults);
    }

    Config fromEnvironment = ConfigFactory.empty();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith("CHATLOG_") && !LAUNCHER_VARIABLES.contains(name)) {
        String key = keyOf(name, known);
        if (key == null) {
          faults.add("unknown variable " + name);
        } else {
          fromEnvironment =
              fromEnvironment.withValue(
                  key, ConfigValueFactory.fromAnyRef(variable.getValue(), name));
        }
      }
    }

    Config fromCommandLine = ConfigFactory.parseMap(overrides, "the command line");
    unknown(keys(fromCommandLine), known, "the command line", faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
    }
    return fromCommandLine
        .withFallback(fromEnvironment)
        .withFallback(fromFile)
        .withFallback(reference)
        .resolve()
        .getConfig(ROOT);
  }

  private static Set<String> keys(Config config) {
    Set<String> keys = new TreeSet<>();
    config.entrySet().forEach(entry -> keys.add(entry.getKey()));
    return keys;
  }

  private static void unknown(
      Set<String> given, Set<String> known, String where, List<String> faults) {
    for (String key : given) {
      if (!known.contains(key)) {
        faults.add("unknown key " + key + " in " + where);
      }
    }
  }

  private static @Nullable String keyOf(String variable, Set<String> known) {
    for (String key : known) {
      if (key.toUpperCase(Locale.ROOT).replace('.', '_').equals(variable)) {
        return key;
      }
    }
    return null;
  }
}
