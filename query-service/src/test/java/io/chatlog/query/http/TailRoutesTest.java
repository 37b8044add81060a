package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.TailClient.Tail;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.testkit.sse.SseReader.Block;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TailRoutesTest {
  private static final String SESSION = "/v1/users/ada/sessions/s-1/messages:stream";
  private static final String USER = "/v1/users/ada/messages:stream";

  private final Api api = new Api(new TailLimits(3, 100, 10, 5, 1_000, 60, 300));
  private final TailClient client = new TailClient(api);

  TailRoutesTest() {
    api.talk("ada", "s-1");
  }

  @AfterEach
  void close() {
    client.close();
    api.close();
  }

  private long say(int number) {
    return api.say("ada", "s-1", "m-" + number, role(number), "content " + number, number).offset();
  }

  private static Role role(int number) {
    return number % 2 == 1 ? Role.USER : Role.ASSISTANT;
  }

  private void endSession() {
    api.state.put(
        ModelValues.session(
            ModelValues.session("ada", "s-1", 0), SessionStatus.DELETED, "web", "x", Set.of()));
  }

  private static List<Long> range(int from, int to) {
    List<Long> numbers = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  @Test
  void whatWasThereAndWhatComesAreOneStream() throws Exception {
    for (int number = 1; number <= 23; number++) {
      say(number);
    }
    Tail tail = client.open(SESSION);
    assertThat(tail.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(tail.header("Chatlog-Position")).matches("\\d+:24");
    assertThat(tail.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(tail.ids(23)).isEqualTo(range(1, 23));
    for (int number = 24; number <= 60; number++) {
      say(number);
      if (number % 5 == 0) {
        assertThat(tail.ids(number == 25 ? 2 : 5)).endsWith((long) number);
      }
    }
    assertThat(tail.reader().retryMillis()).isEqualTo(10);
  }

  @Test
  void theDataIsTheMessage() throws Exception {
    api.say("ada", "s-1", "m-1", Role.USER, "two\nlines \uD83D\uDE00", 1);
    Block event = client.open(SESSION).reader().nextEvent();
    assertThat(event.event()).isEqualTo("message");
    JsonNode expected =
        api.get("/v1/users/ada/sessions/s-1/messages").isOk().json().get("items").get(0);
    assertThat(Api.JSON.readTree(event.data())).isEqualTo(expected);
  }

  @Test
  void aClientResumesWhereItWas() throws Exception {
    for (int number = 1; number <= 9; number++) {
      say(number);
    }
    assertThat(client.open(SESSION + "?after_seq=6").ids(3)).isEqualTo(range(7, 9));
    assertThat(client.open(SESSION + "?after_seq=2", "Last-Event-ID", "8").ids(1))
        .as("the header is newer")
        .containsExactly(9L);
    Tail behind = client.open(SESSION + "?after_seq=9");
    say(10);
    assertThat(behind.ids(1)).containsExactly(10L);
  }

  /** The session was deleted and made anew: whoever waited there would miss what comes first. */
  @Test
  void aPlaceBehindAllThatTheSessionEverGaveIsUnknown() throws Exception {
    say(1);
    say(2);
    for (Tail tail :
        List.of(
            client.open(SESSION, "Last-Event-ID", "7"), client.open(SESSION + "?after_seq=3"))) {
      Block reset = tail.reader().nextEvent();
      assertThat(reset.event()).isEqualTo("reset");
      assertThat(reset.id()).isEqualTo("0");
      assertThat(reset.data()).startsWith("{\"reason\":\"place_unknown\",\"last_event_id\":");
      assertThat(tail.ids(2)).containsExactly(1L, 2L);
    }
    say(3);
    assertThat(client.open(SESSION, "Last-Event-ID", "2").ids(1)).containsExactly(3L);
  }

  @Test
  void thePlacesOfASessionThatWasMadeAnewBearAMark() throws Exception {
    for (int number = 1; number <= 3; number++) {
      say(number);
    }
    String of = "~" + api.state.putAnew(ModelValues.session("ada", "s-1", 5)).offset();
    for (int number = 11; number <= 15; number++) {
      say(number);
    }
    for (String foreign : List.of("3", "1", "5", "3~1", "9" + of)) {
      Tail tail = client.open(SESSION, "Last-Event-ID", foreign);
      Block reset = tail.reader().nextEvent();
      assertThat(reset.event()).as(foreign).isEqualTo("reset");
      assertThat(reset.id()).isEqualTo("0" + of);
      assertThat(reset.data())
          .isEqualTo("{\"reason\":\"place_unknown\",\"last_event_id\":\"" + foreign + "\"}");
      assertThat(tail.reader().nextEvent().id()).isEqualTo("1" + of);
      tail.close();
      client.awaitListeners(0);
    }
    for (Tail own :
        List.of(
            client.open(SESSION, "Last-Event-ID", "3" + of),
            client.open(SESSION + "?after_seq=3"))) {
      Block event = own.reader().nextEvent();
      assertThat(event.event()).isEqualTo("message");
      assertThat(event.id()).isEqualTo("4" + of);
      own.close();
    }
    Tail begun = client.open(SESSION, "Last-Event-ID", "0");
    assertThat(begun.reader().nextEvent().id()).as("nothing was told yet").isEqualTo("1" + of);
    begun.close();
    client.awaitListeners(0);
    Block end = client.open(SESSION + "?after_seq=5&timeout_seconds=1").reader().nextEvent();
    assertThat(end.event()).isEqualTo("resume");
    assertThat(end.id()).isEqualTo("5" + of);
    api.get(SESSION + "?after_seq=3" + of).isProblem(400, "invalid_parameter");
  }

  @Test
  void aFilterMovesThePlaceAllTheSame() throws Exception {
    for (int number = 1; number <= 4; number++) {
      say(number);
    }
    Tail tail = client.open(SESSION + "?role=User");
    assertThat(tail.ids(2)).containsExactly(1L, 3L);
    Block moved = tail.reader().nextBlock();
    assertThat(moved.id()).isEqualTo("4");
    assertThat(moved.data()).isNull();
    say(5);
    assertThat(tail.ids(1)).containsExactly(5L);
  }

  @Test
  void silenceHasHeartbeatsAndAnEnd() throws Exception {
    say(1);
    Tail tail = client.open(SESSION + "?timeout_seconds=1");
    assertThat(tail.ids(1)).containsExactly(1L);
    int heartbeats = 0;
    Block block = tail.reader().nextBlock();
    while (block.isHeartbeat()) {
      heartbeats++;
      block = tail.reader().nextBlock();
    }
    assertThat(heartbeats).isBetween(2, 10);
    assertThat(block.event()).isEqualTo("resume");
    assertThat(block.id()).isEqualTo("1");
    assertThat(block.data()).isEqualTo("{\"reason\":\"timeout\",\"last_event_id\":\"1\"}");
    assertThat(tail.reader().nextBlock()).isNull();
  }

  @Test
  void aSessionThatIsDeletedEndsTheStream() throws Exception {
    say(1);
    Tail tail = client.open(SESSION);
    assertThat(tail.ids(1)).containsExactly(1L);
    endSession();
    Block end = tail.reader().nextEvent();
    assertThat(end.event()).isEqualTo("end");
    assertThat(Api.JSON.readTree(end.data()).get("reason").asText()).isEqualTo("session_not_found");
    assertThat(tail.reader().nextBlock()).isNull();
    api.get(SESSION).isProblem(404, "session_not_found");
  }

  @Test
  void messagesOfAllSessionsComeInTheOrderOfTheLog() throws Exception {
    api.state.put(ModelValues.session("ada", "s-2", 0));
    List<Long> offsets = new ArrayList<>();
    for (int number = 1; number <= 17; number++) {
      offsets.add(say(number));
      offsets.add(api.say("ada", "s-2", "n-" + number, Role.USER, "x", number).offset());
    }
    Tail tail = client.open(USER);
    assertThat(tail.ids(34)).isEqualTo(offsets);
    long next = say(18);
    assertThat(tail.ids(1)).containsExactly(next);
    assertThat(client.open(USER + "?after=" + offsets.get(30)).ids(4))
        .isEqualTo(List.of(offsets.get(31), offsets.get(32), offsets.get(33), next));
    endSession();
    long other = api.say("ada", "s-2", "n-18", Role.USER, "x", 19).offset();
    assertThat(tail.ids(1)).containsExactly(other);
    assertThat(client.open(USER).ids(18)).as("of the other session only").endsWith(other);
  }

  @Test
  void whatIsWrongIsToldBeforeTheStreamBegins() {
    api.get("/v1/users/bob/messages:stream").isProblem(404, "user_not_found");
    api.get("/v1/users/bob/sessions/s-1/messages:stream").isProblem(404, "user_not_found");
    api.get("/v1/users/ada/sessions/s-9/messages:stream").isProblem(404, "session_not_found");
    for (String query :
        List.of(
            "after_seq=-1",
            "after_seq=x",
            "role=robot",
            "buffer_size=0",
            "buffer_size=1001",
            "timeout_seconds=0",
            "timeout_seconds=61",
            "limit=1")) {
      api.get(SESSION + "?" + query).isProblem(400, "invalid_parameter");
    }
    api.get(USER + "?after_seq=1").isProblem(400, "invalid_parameter");
    for (String id :
        List.of("-1", "x", "+1", "1.0", "1.2", "1~1-1-1", "1~", "1~0", "1~2~3", "9".repeat(19))) {
      api.get(SESSION, "Last-Event-ID", id).isProblem(400, "invalid_header");
    }
    for (String id : List.of("-1", "x", "1.", "1.0.1", "1~", "1~2-1-9", "1".repeat(600), "1 2")) {
      api.get(USER, "Last-Event-ID", id).isProblem(400, "invalid_header");
      api.get(USER + "?after=" + id.replace(' ', '+')).isProblem(400, "invalid_parameter");
    }
    api.get(SESSION, "Chatlog-Min-Position", "99:1").isProblem(400, "invalid_position");
    Position position = api.talk("ada", "s-1");
    api.get(
            SESSION,
            "Chatlog-Min-Position",
            position.partition() + ":" + (position.offset() + 9),
            "Chatlog-Wait-Ms",
            "10")
        .isProblem(503, "position_not_reached");
    assertThat(api.head(SESSION).isOk().header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(api.tails.listeners()).isZero();
  }

  @Test
  void whatAClientWasToldMustBeThereWhenItResumes() throws Exception {
    long told = say(1);
    String ahead = Long.toString(told + 1);
    api.get(USER, "Last-Event-ID", ahead, "Chatlog-Wait-Ms", "10")
        .isProblem(503, "position_not_reached");
    Tail named = client.open(USER + "?after=" + ahead);
    say(2);
    long third = say(3);
    assertThat(named.ids(1)).as("a place that was only named").containsExactly(third);
    assertThat(client.open(USER, "Last-Event-ID", ahead).ids(1)).containsExactly(third);
  }

  @Test
  void noMoreStreamsAreOpenThanMay() throws Exception {
    List<Tail> tails = new ArrayList<>();
    for (int open = 0; open < 3; open++) {
      tails.add(client.open(SESSION));
    }
    api.get(SESSION).isProblem(429, "too_many_requests");
    assertThat(api.get(SESSION).header("Retry-After")).isNotEmpty();
    tails.getFirst().close();
    client.awaitListeners(2);
    say(1);
    assertThat(client.open(SESSION).ids(1)).containsExactly(1L);
  }

  @Test
  void aClientThatDoesNotReadIsEndedAndResumesWithoutGap() throws Exception {
    String large = "x".repeat(100_000);
    for (int number = 1; number <= 300; number++) { // more than the kernel takes
      api.say("ada", "s-1", "m-" + number, Role.USER, large, number);
    }
    Tail tail = client.open(SESSION);
    client.awaitListeners(0);
    List<Long> seen = new ArrayList<>();
    try {
      for (Block event = tail.reader().nextEvent();
          event != null && event.event().equals("message");
          event = tail.reader().nextEvent()) {
        seen.add(Long.parseLong(event.id()));
      }
    } catch (IOException cutOff) {
      assertThat(seen).isNotEmpty();
    }
    int last = seen.size();
    assertThat(last).isBetween(1, 299);
    assertThat(seen).isEqualTo(range(1, last));
    assertThat(client.open(SESSION, "Last-Event-ID", tail.reader().lastEventId()).ids(300 - last))
        .isEqualTo(range(last + 1, 300));
  }

  @Test
  void anOwnerThatIsAwayIsWaitedFor() throws Exception {
    say(1);
    Tail tail = client.open(SESSION);
    assertThat(tail.ids(1)).containsExactly(1L);
    api.detour =
        new Api.Detour() {
          @Override
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            return new PartitionAnswer.NotHere<>("between two owners");
          }
        };
    say(2);
    assertThat(tail.reader().nextBlock().isHeartbeat()).isTrue();
    assertThat(tail.reader().nextBlock().isHeartbeat()).isTrue();
    say(3);
    api.detour = null;
    assertThat(tail.ids(2)).containsExactly(2L, 3L);
  }

  @Test
  void aServerThatStopsSaysSo() throws Exception {
    say(1);
    Tail tail = client.open(SESSION);
    assertThat(tail.ids(1)).containsExactly(1L);
    api.tails.close();
    Block resume = tail.reader().nextEvent();
    assertThat(resume.event()).isEqualTo("resume");
    assertThat(resume.data()).contains("server_stopping");
    assertThat(tail.reader().nextBlock()).isNull();
    api.get(SESSION).isProblem(503, "not_ready");
  }
}
