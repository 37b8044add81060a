package io.chatlog.it.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JVM that the launcher {@code ./chatlog} would start, with this JVM's class path and the flags
 * of {@code -Dchatlog.jvm.flags}: short tests leave the optimising compiler out, which would cost
 * them more than it gives back.
 */
final class Jvm {
  private static final Path LAUNCHER = Path.of("..", "chatlog");

  private Jvm() {}

  /** The command line up to the arguments of a subcommand. */
  static List<String> command(String subcommand) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(flagsOf(subcommand));
    command.addAll(splitAt(" ", System.getProperty("chatlog.jvm.flags", "")));
    command.addAll(List.of("-cp", classPath(), GuardedMain.class.getName()));
    return command;
  }

  /** What the launcher adds to the environment. */
  static Map<String, String> environment() {
    return Map.of("MALLOC_ARENA_MAX", "2");
  }

  /** Heap and collector, as the launcher's script has them: a copy would soon be another. */
  private static List<String> flagsOf(String subcommand) {
    Pattern choice =
        Pattern.compile(
            "(?m)^ +(?:[\\w| ]*\\b"
                + Pattern.quote(subcommand)
                + "\\b[\\w| ]*|\\*)\\) echo \"(.*)\" ;;$");
    try {
      Matcher flags = choice.matcher(Files.readString(LAUNCHER));
      if (!flags.find()) {
        throw new IllegalStateException(LAUNCHER + " has no flags for " + subcommand);
      }
      return splitAt(" ", flags.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
