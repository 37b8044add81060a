package io.chatlog.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What JDK Flight Recorder saw of processes: where their time went, and what they allocated. */
public final class FlightRecordings {
  private static final List<String> VIEWS = List.of("hot-methods", "allocation-by-class", "gc");

  private FlightRecordings() {}

  /** The option of a JVM that records until it ends; a killed one leaves nothing. */
  public static String option(Path file) {
    return "-XX:StartFlightRecording:settings=profile,dumponexit=true,filename=" + file;
  }

  /** The top of every recording below a directory, as text. */
  public static String topCosts(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jfr")).sorted().toList()) {
        all.append("== ").append(directory.relativize(file)).append('\n');
        VIEWS.forEach(view -> all.append(view(view, file)));
      }
    }
    return all.toString();
  }

  private static String view(String view, Path file) {
    String jfr = Path.of(System.getProperty("java.home"), "bin", "jfr").toString();
    try {
      Process process =
          new ProcessBuilder(jfr, "view", "--width", "160", view, file.toString())
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
