package io.chatlog.it.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, for a bounded time, and gives what it printed. */
final class ForeignProgram {
  private static final String PACKAGES =
      "nodejs npm kcat python3-kafka python3-avro python3-lz4 python3-zstandard";

  private ForeignProgram() {}

  /**
   * The bytes of standard output.
   *
   * @param input of the program, given as a file; empty for none
   * @throws AssertionError when it cannot be started, fails, or takes longer; with what it said
   */
  static byte[] run(Path directory, Duration timeout, byte[] input, List<String> command) {
    try {
      Path in = Files.createTempFile("chatlog-interop", ".in");
      Path out = Files.createTempFile("chatlog-interop", ".out");
      Path err = Files.createTempFile("chatlog-interop", ".err");
      try {
        Files.write(in, input);
        Process process =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
        }
        if (!ended || process.exitValue() != 0) {
          throw new AssertionError(
              "%s %s%nit printed:%n%s%nand as errors:%n%s"
                  .formatted(
                      String.join(" ", command),
                      ended
                          ? "ended with exit code " + process.exitValue()
                          : "did not end within " + timeout.toSeconds() + " s",
                      tail(out),
                      tail(err)));
        }
        return Files.readAllBytes(out);
      } finally {
        for (Path file : List.of(in, out, err)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          command.getFirst() + " did not run; these tests need: apt-get install " + PACKAGES, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + command.getFirst() + " ran", e);
    }
  }

  private static String tail(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return text.substring(Math.max(0, text.length() - 4_000));
  }
}
