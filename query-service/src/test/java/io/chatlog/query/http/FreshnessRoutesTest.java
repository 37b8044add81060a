package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.query.http.Api.Detour;
import io.chatlog.query.http.Api.Got;
import io.chatlog.route.PartitionRole;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshnessRoutesTest {
  private static final List<String> EVERY_READ =
      List.of(
          "/v1/users",
          "/v1/users/ada",
          "/v1/users/ada/sessions",
          "/v1/users/ada/sessions/s-1",
          "/v1/users/ada/sessions/s-1/messages",
          "/v1/users/ada/sessions/s-1/messages:all",
          "/v1/users/ada/sessions/s-1/messages/m-1",
          "/v1/users/ada/sessions/s-1/stats",
          "/v1/users/ada/stats",
          "/v1/users/ada/search?q=hello",
          "/v1/search?q=hello",
          "/v1/stats");

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private Position put() {
    api.talk("ada", "s-1");
    return api.say("ada", "s-1", "m-1", Role.USER, "hello", 1);
  }

  @Test
  void everyReadReflectsThePositionItWasAskedWithOrSaysThatItDoesNot() {
    Position position = put();
    Position later = new Position(position.partition(), position.offset() + 1);
    for (String path : EVERY_READ) {
      Got got = api.get(path, "Chatlog-Min-Position", position.toString()).isOk();
      assertThat(got.header("Chatlog-Position")).as(path).contains(position.toString());
      Got behind = api.get(path, "Chatlog-Min-Position", later.toString(), "Chatlog-Wait-Ms", "20");
      behind.isProblem(503, "position_not_reached");
      assertThat(behind.header("Retry-After")).as(path).isEqualTo("1");
    }
  }

  @Test
  void whatIsNotThereIsNotThereAsOfAPosition() {
    Position position = put();
    Map<String, String> absent =
        Map.ofEntries(
            Map.entry("/v1/users/ada/sessions/no", "session_not_found"),
            Map.entry("/v1/users/ada/sessions/no/messages", "session_not_found"),
            Map.entry("/v1/users/ada/sessions/no/messages:stream", "session_not_found"),
            Map.entry("/v1/users/ada/sessions/no/stats", "session_not_found"),
            Map.entry("/v1/users/ada/sessions/s-1/messages/no", "message_not_found"),
            Map.entry("/v1/users/ada/sessions/s-1/documents/no", "document_not_found"),
            Map.entry("/v1/users/ada/contexts/no", "context_not_found"));
    absent.forEach(
        (path, code) -> {
          Got got = api.get(path);
          got.isProblem(404, code);
          assertThat(got.header("Chatlog-Position")).as(path).isEqualTo(position.toString());
          assertThat(api.head(path).header("Chatlog-Position"))
              .as("HEAD " + path)
              .isEqualTo(position.toString());
        });
    // by a key of its own: as far as that key's partition is
    for (String kind : List.of("users", "personas", "panels")) {
      List<String> told = new ArrayList<>();
      for (int at = 0; at < 40; at++) {
        String path = "/v1/" + kind + "/nosuch-" + at;
        Got got = api.get(path);
        assertThat(got.status()).as(path).isEqualTo(404);
        assertThat(api.head(path).header("Chatlog-Position"))
            .as("HEAD " + path)
            .isEqualTo(got.header("Chatlog-Position"));
        told.add(got.header("Chatlog-Position"));
      }
      assertThat(told)
          .as(kind)
          .contains(position.toString())
          .allMatch(each -> each.equals(position.toString()) || each.matches("[0-3]:-1"));
    }
  }

  @Test
  void aReadWaitsForItsPosition() throws Exception {
    Position position = put();
    Position later = new Position(position.partition(), position.offset() + 1);
    CompletableFuture<Got> waiting =
        CompletableFuture.supplyAsync(
            () ->
                api.get(
                    "/v1/users/ada/sessions/s-1/messages/m-2",
                    "Chatlog-Min-Position",
                    later.toString(),
                    "Chatlog-Wait-Ms",
                    "10000"));
    api.say("ada", "s-1", "m-2", Role.USER, "there", 2);
    assertThat(waiting.get(10, TimeUnit.SECONDS).isOk().json().get("seq").asInt()).isEqualTo(2);
  }

  @Test
  void aNamedWaitIsThatOfLaterPagesToo() {
    put();
    for (int number = 2; number <= 9; number++) {
      api.say("ada", "s-1", "m-" + number, Role.USER, "there", number);
    }
    Detour shortPages = ShortPages.of(api, 2);
    AtomicInteger pages = new AtomicInteger();
    api.detour =
        new Detour() {
          @Override
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            return pages.getAndIncrement() == 0
                ? shortPages.answer(partition, read)
                : new PartitionAnswer.NotHere<>("it has moved");
          }
        };
    long began = System.nanoTime();
    Got got =
        api.get("/v1/users/ada/sessions/s-1/messages?role=assistant", "Chatlog-Wait-Ms", "20");
    got.isProblem(503, "position_not_reached");
    assertThat(pages.get()).isGreaterThan(1);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_500));
  }

  @Test
  void headersThatSayNothingAreRefused() {
    put();
    String path = "/v1/users/ada";
    api.get(path, "Chatlog-Min-Position", "three").isProblem(400, "invalid_position");
    api.get(path, "Chatlog-Min-Position", "4:0").isProblem(400, "invalid_position");
    api.get(path, "Chatlog-Wait-Ms", "-1").isProblem(400, "invalid_header");
    api.get(path, "Chatlog-Wait-Ms", "60001").isProblem(400, "invalid_header");
    api.get(path, "Chatlog-Consistency", "loose").isProblem(400, "invalid_header");
    api.get(path, "Chatlog-Consistency", "strong").isOk();
  }

  @Test
  void aStandByAnswersWhoAllowsItAndTheAnswerSaysSo() {
    put();
    int home = api.state.partitionOf(new UserId("ada"));
    api.node.hold(home, PartitionRole.STANDBY);
    for (String path : EVERY_READ) {
      Got got = api.get(path, "Chatlog-Consistency", "stale").isOk();
      assertThat(got.header("Chatlog-Stale")).as(path).isEqualTo("true");
    }
    api.get("/v1/users/ada").isProblem(503, "partition_unavailable");
    api.get("/v1/users/ada", "Chatlog-Consistency", "stale", "Chatlog-Min-Position", home + ":0")
        .isProblem(503, "partition_unavailable");
    api.get("/v1/users/ada", "Chatlog-Wait-Ms", "0").isProblem(503, "partition_unavailable");
    api.get("/v1/users/ada", "Chatlog-Wait-Ms", "0", "Chatlog-Min-Position", home + ":0")
        .isProblem(503, "position_not_reached");
  }

  @Test
  void receiptsTellWhatBecameOfAWrite() {
    Position applied = put();
    Position refused = api.state.refuse(new UserId("ada"), ErrorCode.ID_CONFLICT, "it differs");
    assertThat(api.get("/v1/receipts/" + applied).isOk().response().body())
        .isEqualTo("{\"position\":\"" + applied + "\",\"outcome\":\"applied\"}");
    assertThat(api.get("/v1/receipts/" + refused).isOk().response().body())
        .isEqualTo(
            "{\"position\":\""
                + refused
                + "\",\"outcome\":\"rejected\",\"code\":\"id_conflict\",\"detail\":\"it"
                + " differs\"}");
    Position later = new Position(refused.partition(), refused.offset() + 1);
    assertThat(api.get("/v1/receipts/" + later).isOk().json().get("outcome").asText())
        .isEqualTo("pending");
    api.get(
            "/v1/receipts/" + later,
            "Chatlog-Min-Position",
            later.toString(),
            "Chatlog-Wait-Ms",
            "9")
        .isProblem(503, "position_not_reached");
    api.logEnd = OptionalLong.of(later.offset() + 1);
    assertThat(api.get("/v1/receipts/" + later).isOk().json().get("outcome").asText())
        .as("the last one that the log holds")
        .isEqualTo("pending");
    api.logEnd = OptionalLong.of(later.offset());
    api.get("/v1/receipts/" + later).isProblem(404, "receipt_not_found");
    api.logEnd = OptionalLong.of(0);
    api.get("/v1/receipts/" + applied).isOk();
    api.get("/v1/receipts/9:0").isProblem(404, "receipt_not_found");
    api.get("/v1/receipts/x").isProblem(400, "invalid_position");
    api.get("/v1/receipts/1:-1").isProblem(400, "invalid_position");
  }

  @Test
  void aTokenIsToldOfRefusalsOfItsOwnWritesAndNothingOfOthers() {
    put();
    UserId ada = new UserId("ada");
    UserId other = neighbour(ada);
    Position own = api.state.refuse(ada, ErrorCode.ID_CONFLICT, "ada's is refused");
    Position theirs = api.state.refuse(other, ErrorCode.ID_CONFLICT, "another's is refused");
    assertThat(receipt(own, "ada")).contains("\"rejected\"", "ada's is refused");
    assertThat(receipt(theirs, other.value())).contains("another's is refused");
    // as it would be told if nothing had been refused
    assertThat(receipt(theirs, "ada"))
        .isEqualTo("{\"position\":\"" + theirs + "\",\"outcome\":\"applied\"}");
    assertThat(receipt(new Position(theirs.partition(), theirs.offset() + 1), "ada"))
        .contains("\"pending\"");
    int elsewhere = (own.partition() + 1) % Api.PARTITIONS;
    for (String position : List.of(elsewhere + ":0", elsewhere + ":999", "9:0")) {
      api.get("/v1/receipts/" + position, "Authorization", Api.token("ada"))
          .isProblem(404, "receipt_not_found");
    }
  }

  private String receipt(Position position, String user) {
    return api.get("/v1/receipts/" + position, "Authorization", Api.token(user))
        .isOk()
        .response()
        .body();
  }

  /** Another user of the same partition. */
  private UserId neighbour(UserId user) {
    for (int number = 0; ; number++) {
      UserId other = new UserId("other-" + number);
      if (api.state.partitionOf(other) == api.state.partitionOf(user)) {
        return other;
      }
    }
  }

  @Test
  void aLogWithoutEventsTellsThatItHoldsNothing() {
    Got got = api.get("/v1/users").isOk();
    assertThat(got.header("Chatlog-Position")).isEqualTo("0:-1,1:-1,2:-1,3:-1");
    api.get("/v1/users", "Chatlog-Min-Position", got.header("Chatlog-Position")).isOk();
    api.get("/v1/users", "Chatlog-Min-Position", "4:-1").isProblem(400, "invalid_position");
  }
}
