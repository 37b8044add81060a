package io.chatlog.it.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JVM that the launcher {@code ./chatlog} would start, with this JVM's class path and the flags
 * of {@code -Dchatlog.jvm.flags}: short tests leave the optimising compiler out, which would cost
 * them more than it gives back.
 */
final class Jvm {
  private Jvm() {}

  /** The command line up to the arguments of a subcommand. */
  static List<String> command(String subcommand) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap(subcommand),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(splitAt(" ", System.getProperty("chatlog.jvm.flags", "")));
    command.addAll(List.of("-cp", classPath(), GuardedMain.class.getName()));
    return command;
  }

  /** What the launcher adds to the environment. */
  static Map<String, String> environment() {
    return Map.of("MALLOC_ARENA_MAX", "2");
  }

  private static String heap(String subcommand) {
    return switch (subcommand) {
      case "start" -> "-Xmx576m";
      case "broker", "ingest", "query" -> "-Xmx384m";
      case "processor" -> "-Xmx512m";
      default -> "-Xmx192m";
    };
  }

  /** Surefire hides the class path of a fork in a manifest and tells it here. */
  private static String classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, splitAt(File.pathSeparator, path));
  }

  private static List<String> splitAt(String separator, String text) {
    return Stream.of(text.split(separator)).filter(part -> !part.isEmpty()).toList();
  }
}
