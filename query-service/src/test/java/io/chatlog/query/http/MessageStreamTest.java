package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
  private static final String PATH = "/v1/users/ada/sessions/s-1/messages:all";
  private final Api api = new Api(new ReadLimits(50, 1_000, 20, 10, 500, 1_000));

  @AfterEach
  void close() {
    api.close();
  }

  private Position put(int count, int chars) {
    Position last = api.talk("ada", "s-1");
    for (int seq = 1; seq <= count; seq++) {
      last = api.say("ada", "s-1", "m-" + seq, Role.USER, "x".repeat(chars) + "\n" + seq, seq);
    }
    return last;
  }

  @Test
  void everyMessageIsALineOfItsOwn() throws IOException {
    Position last = put(95, 200);
    Got got = api.get(PATH).isOk();
    assertThat(got.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(got.header("Chatlog-Position")).isEqualTo(last.toString());
    assertThat(got.response().body()).endsWith("}\n");
    List<String> lines = got.response().body().lines().toList();
    assertThat(lines).hasSize(95);
    for (int at = 0; at < lines.size(); at++) {
      assertThat(lines.get(at)).startsWith("{");
      JsonNode message = Api.JSON.readTree(lines.get(at));
      assertThat(message.get("seq").asInt()).isEqualTo(at + 1);
    }
  }

  @Test
  void itEndsWhereTheSessionEndedWhenItBegan() {
    put(30, 2_000);
    AtomicInteger reads = new AtomicInteger();
    api.detour =
        new Api.Detour() {
          @Override
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            int number = reads.incrementAndGet();
            api.say("ada", "s-1", "late-" + number, Role.USER, "late", 100);
            return null;
          }
        };
    assertThat(api.get(PATH).isOk().response().body().lines()).hasSize(31);
  }

  @Test
  void aSessionWithoutMessagesIsAnEmptyBody() {
    api.talk("ada", "s-1");
    assertThat(api.get(PATH).isOk().response().body()).isEmpty();
    api.get("/v1/users/ada/sessions/s-2/messages:all").isProblem(404, "session_not_found");
  }

  @Test
  void anAnswerThatCannotBeEndedIsBrokenOff() {
    put(100, 5_000);
    AtomicInteger reads = new AtomicInteger();
    api.detour =
        new Api.Detour() {
          @Override
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            return reads.incrementAndGet() > 6
                ? new PartitionAnswer.NotHere<>("moved for good")
                : null;
          }
        };
    assertThatThrownBy(() -> api.get(PATH)).isInstanceOf(UncheckedIOException.class);
  }
}
