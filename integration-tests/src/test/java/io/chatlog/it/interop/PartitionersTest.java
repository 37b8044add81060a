package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.topic.Partitions;
import io.chatlog.value.UserId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other clients place a user id where we do, by their own default or a setting of their own. */
@Tag("interop")
class PartitionersTest {
  private static final int PARTITIONS = 12;
  private static final int RANDOM_IDS = 2_000;
  private static final long SEED = 20260708;
  private static final Duration TIMEOUT = Duration.ofSeconds(120);

  private static final List<String> ODD_IDS =
      List.of("u", "nick|away[`]", "^{}\\", "Ünïcödé", "漢字", "👩🏽‍💻", "a@b.example", "%2F", "0");

  @Test
  void kafkajsByDefault() throws Exception {
    JsonMapper json = new JsonMapper();
    List<String> ids = ids();
    byte[] printed =
        ForeignProgram.run(
            NodeModules.installed(),
            TIMEOUT,
            json.writeValueAsBytes(ids),
            List.of("node", "partitions.mjs", Integer.toString(PARTITIONS)));
    int[] theirs = json.readValue(printed, int[].class);
    assertThat(theirs).containsExactly(ids.stream().mapToInt(PartitionersTest::ours).toArray());
  }

  @Test
  void librdkafkaAsMurmur2Random(@TempDir Path directory) throws Exception {
    List<String> ids = ids();
    Map<String, Integer> theirs = new HashMap<>();
    try (InteropLog log = InteropLog.start(directory)) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", log.bootstrapServers()))) {
        admin.createTopics(List.of(new NewTopic("placed", PARTITIONS, (short) 1))).all().get();
      }
      Kcat.write(log.bootstrapServers(), "placed", ids);
      Kcat.read(log.bootstrapServers(), "placed")
          .forEach(record -> theirs.put(record.keyText(), record.partition()));
    }
    Map<String, Integer> ours = new HashMap<>();
    ids.forEach(id -> ours.put(id, ours(id)));
    assertThat(theirs).isEqualTo(ours);
  }

  private static int ours(String id) {
    return Partitions.of(new UserId(id), PARTITIONS);
  }

  /** Ids of one to forty characters, of one to four bytes each. */
  private static List<String> ids() {
    Random random = new Random(SEED);
    List<String> ids = new ArrayList<>(ODD_IDS);
    String characters = "abcdefghijklmnopqrstuvwxyz0123456789-_.|[]{}`^\\äß漢字";
    for (int made = 0; made < RANDOM_IDS; made++) {
      StringBuilder id = new StringBuilder("r");
      for (int length = random.nextInt(40); length > 0; length--) {
        id.append(characters.charAt(random.nextInt(characters.length())));
      }
      ids.add(id.toString());
    }
    assertThat(String.join("", ids).getBytes(UTF_8).length).isGreaterThan(RANDOM_IDS);
    return ids.stream().distinct().toList();
  }
}
