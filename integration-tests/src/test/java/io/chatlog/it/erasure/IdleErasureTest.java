package io.chatlog.it.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.standalone.erasure.FilesOnDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What is erased is gone from every file although nobody writes anything more, and although the
 * system is stopped and started in between.
 */
class IdleErasureTest {
  private static final String MARKER = "zqidle";
  private static final Duration GONE_MAX = Duration.ofSeconds(120);

  @Test
  void whatIsDeletedIsInNoFileThoughNothingIsWrittenAnyMore() throws Exception {
    Path directory = Workspace.empty("idle-erasure");
    try (Standalone standalone =
            Standalone.start(directory, "--set", "chatlog.processor.erase_within_ms=4000");
        ChatlogClient client = ChatlogClient.of(standalone)) {
      EagerCompaction.of(standalone.bootstrapServers());
      Planted planted = new Planted(client, MARKER);
      planted.everywhere();
      assertThat(FilesOnDisk.holding(MARKER, standalone.dataDir()))
          .as("the word can be found where it is")
          .hasSizeGreaterThan(10);
      planted.erase();
      standalone.stop();
      standalone.startAgain();

      long begin = System.nanoTime();
      List<String> places = FilesOnDisk.holding(MARKER, standalone.dataDir());
      while (!places.isEmpty()) {
        assertThat(System.nanoTime() - begin)
            .as("still in " + places)
            .isLessThan(GONE_MAX.toNanos());
        LockSupport.parkNanos(2_000_000_000); // looking takes a second of CPU
        places = FilesOnDisk.holding(MARKER, standalone.dataDir());
      }
      System.out.printf(
          "gone from every file %d ms after the start, with nothing written%n",
          (System.nanoTime() - begin) / 1_000_000);
      assertThat(client.send(Call.get("/v1/search").query("q", MARKER)).expect(200).items())
          .isEmpty();
      assertThat(client.allMessages("stays", "s")).hasSize(2);
      assertThat(client.allMessages("begun", "s")).hasSize(1);
    }
  }
}
