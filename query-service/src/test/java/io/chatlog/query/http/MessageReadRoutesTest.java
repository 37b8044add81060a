package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageReadRoutesTest {
  private static final String PATH = "/v1/users/ada/sessions/s-1/messages";
  private final Api api = new Api();

  @BeforeEach
  void put() {
    api.talk("ada", "s-1");
    for (int seq = 1; seq <= 40; seq++) {
      Role role = seq % 4 == 0 ? Role.SYSTEM : seq % 2 == 0 ? Role.ASSISTANT : Role.USER;
      api.say("ada", "s-1", "m-" + seq, role, "message " + seq + " \uD83D\uDE00", seq);
    }
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aMessageIsToldWithItsTag() {
    Got got = api.get(PATH + "/m-3").isOk();
    JsonNode message = got.json();
    assertThat(got.header("ETag")).isEqualTo("\"1\"");
    assertThat(message.get("message_id").asText()).isEqualTo("m-3");
    assertThat(message.get("seq").asLong()).isEqualTo(3);
    assertThat(message.get("role").asText()).isEqualTo("user");
    assertThat(message.get("content").asText()).isEqualTo("message 3 \uD83D\uDE00");
    assertThat(message.get("timestamp").asText()).isEqualTo("2026-01-01T00:03:00.000Z");
    assertThat(api.get(PATH + "/m-3", "If-None-Match", "\"1\"").status()).isEqualTo(304);
    api.get(PATH + "/m-99").isProblem(404, "message_not_found");
    api.get("/v1/users/ada/sessions/s-2/messages/m-3").isProblem(404, "session_not_found");
    api.get("/v1/users/bob/sessions/s-2/messages/m-3").isProblem(404, "user_not_found");
    api.get(PATH + "/a%20b").isProblem(400, "invalid_id");
  }

  @Test
  void listsAreBySeqFromEitherEnd() {
    assertThat(seqs("?limit=3")).containsExactly(1L, 2L, 3L);
    assertThat(seqs("?limit=3&order=desc")).containsExactly(40L, 39L, 38L);
    assertThat(seqs("?limit=3&offset=5")).containsExactly(6L, 7L, 8L);
    assertThat(seqs("")).hasSize(40);
  }

  @Test
  void boundsAndFiltersHoldTogether() {
    assertThat(seqs("?after_seq=10&before_seq=14")).containsExactly(11L, 12L, 13L);
    assertThat(seqs("?after_seq=30&role=System")).containsExactly(32L, 36L, 40L);
    assertThat(seqs("?role=system&role=ASSISTANT&limit=3")).containsExactly(2L, 4L, 6L);
    assertThat(seqs("?since=2026-01-01T00:38:00Z")).containsExactly(38L, 39L, 40L);
    assertThat(seqs("?until=2026-01-01T00:03:00Z")).containsExactly(1L, 2L);
    assertThat(seqs("?since=2026-01-01T00:02:00.0000005Z&until=2026-01-01T00:04:00%2B00:00"))
        .containsExactly(3L);
  }

  @Test
  void lastIsTheNewestOldestFirst() {
    Got got = api.get(PATH + "?last=5").isOk();
    assertThat(got.items("seq")).containsExactly("36", "37", "38", "39", "40");
    assertThat(got.nextCursor()).isEmpty();
    assertThat(seqs("?last=2&role=user")).containsExactly(37L, 39L);
    assertThat(seqs("?last=1000")).hasSize(40);
    for (String other : List.of("limit=3", "offset=1", "order=asc", "around=m-1", "cursor=x")) {
      api.get(PATH + "?last=5&" + other).isProblem(400, "invalid_parameter");
    }
    api.get(PATH + "?last=0").isProblem(400, "invalid_parameter");
    api.get(PATH + "?last=1001").isProblem(400, "invalid_parameter");
  }

  @Test
  void aroundCentresThePageAndGoesOn() {
    Got got = api.get(PATH + "?around=m-20&limit=5").isOk();
    assertThat(got.items("seq")).containsExactly("18", "19", "20", "21", "22");
    assertThat(seqs("?around=m-20&limit=5&cursor=" + got.nextCursor()))
        .containsExactly(23L, 24L, 25L, 26L, 27L);
    api.get(PATH + "?around=m-99").isProblem(404, "message_not_found");
    api.get(PATH + "?around=a%20b").isProblem(400, "invalid_id");
    api.get(PATH + "?around=m-20&order=desc").isProblem(400, "invalid_parameter");
  }

  @Test
  void aWalkSkipsAndRepeatsNothingWhileMessagesComeIn() {
    assertThat(walk("?limit=7", 46))
        .isEqualTo(IntStream.rangeClosed(1, 46).mapToObj(Long::valueOf).toList());
    assertThat(walk("?limit=7&order=desc", 0))
        .isEqualTo(IntStream.rangeClosed(1, 46).mapToObj(seq -> 47L - seq).toList());
  }

  private List<Long> walk(String query, int until) {
    List<Long> met = new ArrayList<>();
    String cursor = "";
    int next = 41;
    do {
      Got got = api.get(PATH + query + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).isOk();
      got.items("seq").forEach(seq -> met.add(Long.valueOf(seq)));
      cursor = got.nextCursor();
      if (next <= until) {
        api.say("ada", "s-1", "m-" + next, Role.USER, "late " + next, next++);
      }
    } while (!cursor.isEmpty());
    return met;
  }

  @Test
  void aPageThatTheNodeLeftShortIsFilledUp() {
    // a node looks at a bounded number of rows: here at three, of which some do not match
    api.detour = ShortPages.of(api, 3);
    assertThat(seqs("?role=system&limit=5")).containsExactly(4L, 8L, 12L, 16L, 20L);
    assertThat(seqs("?role=system&last=2")).containsExactly(36L, 40L);
    assertThat(seqs("?role=tool&limit=5")).isEmpty();
  }

  @Test
  void faultsAreToldAllAtOnce() {
    Got got = api.get(PATH + "?limit=x&after_seq=-1&role=king&since=x&order=up");
    got.isProblem(400, "invalid_parameter");
    assertThat(got.json().get("errors")).hasSize(5);
    api.get("/v1/users/ada/sessions/s-9/messages").isProblem(404, "session_not_found");
  }

  @Test
  void of1500MessagesTheLastFiveAreTheLastFive() {
    api.state.put(ModelValues.session("ada", "long", Api.micros(0)));
    for (int seq = 1; seq <= 1_500; seq++) {
      api.say("ada", "long", "n-" + seq, Role.USER, "n " + seq, seq);
    }
    String path = "/v1/users/ada/sessions/long/messages";
    assertThat(api.get(path + "?last=5").isOk().items("seq"))
        .containsExactly("1496", "1497", "1498", "1499", "1500");
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      Got got =
          api.get(path + "?limit=1000" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)).isOk();
      all.addAll(got.items("seq"));
      cursor = got.nextCursor();
    } while (!cursor.isEmpty());
    assertThat(all).hasSize(1_500).doesNotHaveDuplicates();
  }

  private List<Long> seqs(String query) {
    return api.get(PATH + query).isOk().items("seq").stream().map(Long::valueOf).toList();
  }
}
