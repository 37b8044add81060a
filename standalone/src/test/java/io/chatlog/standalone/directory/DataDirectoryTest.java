package io.chatlog.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatlog.standalone.role.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path dir;

  @Test
  void holdsEachPartAgainstASecondAndNotTheOthers() throws Exception {
    try (DataDirectory first = DataDirectory.open(dir, "kafka")) {
      assertThat(first.part("kafka")).isDirectory();
      assertThatExceptionOfType(StartRefusedException.class)
          .isThrownBy(() -> DataDirectory.open(dir, "state", "kafka"))
          .withMessageContaining(
              "in use by another chatlog (process " + ProcessHandle.current().pid() + ")");
      DataDirectory.open(dir, "state").close();
    }
    DataDirectory.open(dir, "kafka", "state").close();
  }

  @Test
  void saysWhatCannotBeWritten() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> DataDirectory.open(file, "kafka"))
        .withMessageContaining("cannot be written")
        .withMessageContaining("--data-dir");
  }
}
