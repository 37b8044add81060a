package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program {@code kcat}, which shows records as they are. */
final class Kcat {
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private Kcat() {}

  /** A record as bytes. */
  record Raw(int partition, long offset, byte[] key, byte[] value) {
    String keyText() {
      return new String(key, UTF_8);
    }
  }

  /** Every committed record of a topic. */
  static List<Raw> read(String bootstrapServers, String topic) {
    List<String> command =
        List.of(
            "kcat",
            "-C",
            "-q",
            "-e",
            "-b",
            bootstrapServers,
            "-t",
            topic,
            "-o",
            "beginning",
            // Numbers as text up to the line's end, then so many bytes of key and value.
            "-f",
            "%p %o %K %S\n%k%s");
    byte[] printed = ForeignProgram.run(Path.of("."), TIMEOUT, new byte[0], command);
    List<Raw> records = new ArrayList<>();
    for (int at = 0; at < printed.length; ) {
      int end = at;
      while (printed[end] != '\n') {
        end++;
      }
      String[] numbers = new String(printed, at, end - at, UTF_8).split(" ");
      int keyEnd = end + 1 + Math.max(0, Integer.parseInt(numbers[2]));
      int valueEnd = keyEnd + Math.max(0, Integer.parseInt(numbers[3]));
      records.add(
          new Raw(
              Integer.parseInt(numbers[0]),
              Long.parseLong(numbers[1]),
              Arrays.copyOfRange(printed, end + 1, keyEnd),
              Arrays.copyOfRange(printed, keyEnd, valueEnd)));
      at = valueEnd;
    }
    return records;
  }

  /** Writes a record per key, its partition chosen by librdkafka's name for Kafka's own rule. */
  static void write(String bootstrapServers, String topic, List<String> keys) {
    List<String> command =
        List.of(
            "kcat",
            "-P",
            "-b",
            bootstrapServers,
            "-t",
            topic,
            "-K",
            "\t",
            "-X",
            "topic.partitioner=murmur2_random");
    String lines = String.join("\tv\n", keys) + "\tv\n";
    ForeignProgram.run(Path.of("."), TIMEOUT, lines.getBytes(UTF_8), command);
  }
}
