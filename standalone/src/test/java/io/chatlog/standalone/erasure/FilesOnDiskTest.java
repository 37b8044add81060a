package io.chatlog.standalone.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text is looked for in files that others write. */
final class FilesOnDiskTest {
  private static final int BATCHES = 5_000;

  @TempDir Path directory;

  @Test
  void aLogThatGrowsMeanwhileIsReadAndLeftAsItIs() throws Exception {
    Path log = directory.resolve("chatlog.events-0/00000000000000000000.log");
    Files.createDirectories(log.getParent());
    try (FileRecords broker = FileRecords.open(log.toFile())) {
      append(broker, 0, "a secret");
      Thread writer =
          Thread.startVirtualThread(
              () -> {
                for (int offset = 1; offset < BATCHES; offset++) {
                  append(broker, offset, "nothing");
                }
              });
      do {
        assertThat(FilesOnDisk.holding("secret", directory)).containsExactly(log + " at offset 0");
      } while (writer.isAlive());
      assertThat(Files.size(log)).isEqualTo(broker.sizeInBytes());
    }
  }

  private static void append(FileRecords log, long offset, String value) {
    try {
      log.append(
          MemoryRecords.withRecords(
              offset,
              Compression.gzip().build(),
              new SimpleRecord(value.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }
}
