package io.chatlog.it.reads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.ledger.SessionKey;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One session of 1,500 messages: all of it, any part of it, and any message in it. */
@WithStandalone
class LongSessionTest {
  private static final int MESSAGES = 1_500;
  private static final Instant BEGIN = Instant.parse("2024-05-01T00:00:00Z");
  private static final List<String> ROLES = List.of("user", "assistant", "tool");
  private static final SessionKey SESSION = new SessionKey(Names.unique("long"), "one");

  private final ChatlogClient client;

  LongSessionTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeAll
  static void post(ChatlogClient client) {
    List<JsonNode> items =
        IntStream.range(0, MESSAGES)
            .mapToObj(
                number ->
                    (JsonNode)
                        Json.object(
                            "user_id", SESSION.user(),
                            "session_id", SESSION.session(),
                            "message_id", "m" + number,
                            "role", ROLES.get(number % ROLES.size()),
                            "content", "this is message number " + number + " of the session",
                            "timestamp", BEGIN.plusSeconds(number).toString()))
            .toList();
    client.load(items);
  }

  @Test
  void allOfItIsReadBack() {
    List<JsonNode> all = client.allMessages(SESSION.user(), SESSION.session());
    assertThat(numbers(all)).isEqualTo(IntStream.range(0, MESSAGES).boxed().toList());
    assertThat(client.read(Paths.session(SESSION.user(), SESSION.session())).get("message_count"))
        .isEqualTo(Json.array(MESSAGES).get(0));
  }

  @Test
  void theLastFiveAreTheNewestOldestFirst() {
    List<JsonNode> last = client.send(list().query("last", 5)).expect(200).items();
    assertThat(numbers(last)).containsExactly(1495, 1496, 1497, 1498, 1499);
  }

  @Test
  void aSearchFindsMessage1400() {
    JsonNode exact = client.search(SESSION.user(), "\"number 1400\"");
    assertThat(exact.get("total").get("value").asInt()).isEqualTo(1);
    JsonNode hit = exact.get("items").get(0);
    assertThat(hit.get("id").asText()).isEqualTo("m1400");
    assertThat(hit.get("seq").asLong()).isEqualTo(1401);
    assertThat(hit.get("content").asText()).isEqualTo("this is message number 1400 of the session");
    JsonNode best = client.search(SESSION.user(), "message 1400").get("items").get(0);
    assertThat(best.get("id").asText()).as("the best hit").isEqualTo("m1400");
  }

  @Test
  void aroundAMessageIsCentredOnIt() {
    for (String middle : List.of("m0", "m1", "m700", "m1498", "m1499")) {
      List<Integer> page =
          numbers(
              client.send(list().query("around", middle).query("limit", 11)).expect(200).items());
      int number = Integer.parseInt(middle.substring(1));
      assertThat(page).contains(number).hasSizeBetween(6, 11);
      assertThat(page)
          .isEqualTo(IntStream.rangeClosed(page.getFirst(), page.getLast()).boxed().toList());
      if (number >= 5 && number < MESSAGES - 5) {
        assertThat(page).hasSize(11);
        assertThat(page.get(5)).isEqualTo(number);
      }
    }
    client.send(list().query("around", "nowhere")).expectProblem(404, "message_not_found");
  }

  /** Random questions, each answered in full by a walk and compared with a list in memory. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRangeIsThatOfANaiveModel(long seed) {
    Random random = new Random(seed);
    System.out.println("ranges of a long session, seed " + seed);
    for (int question = 0; question < 20; question++) {
      Call call = list();
      List<Integer> model = new ArrayList<>(IntStream.range(0, MESSAGES).boxed().toList());
      if (random.nextBoolean()) {
        int after = random.nextInt(MESSAGES);
        call = call.query("after_seq", after);
        model.removeIf(number -> number + 1 <= after);
      }
      if (random.nextBoolean()) {
        int before = 1 + random.nextInt(MESSAGES + 10);
        call = call.query("before_seq", before);
        model.removeIf(number -> number + 1 >= before);
      }
      if (random.nextBoolean()) {
        int since = random.nextInt(MESSAGES);
        call = call.query("since", BEGIN.plusSeconds(since));
        model.removeIf(number -> number < since);
      }
      if (random.nextBoolean()) {
        int until = random.nextInt(MESSAGES);
        call = call.query("until", BEGIN.plusSeconds(until));
        model.removeIf(number -> number >= until);
      }
      if (random.nextBoolean()) {
        String role = ROLES.get(random.nextInt(ROLES.size()));
        call = call.query("role", role);
        model.removeIf(number -> !ROLES.get(number % ROLES.size()).equals(role));
      }
      if (random.nextBoolean()) {
        call = call.query("order", "desc");
        model = new ArrayList<>(model.reversed());
      }
      if (random.nextBoolean()) {
        int offset = random.nextInt(200);
        call = call.query("offset", offset);
        model = model.subList(Math.min(offset, model.size()), model.size());
      }
      call = call.query("limit", 50 + random.nextInt(400));
      assertThat(numbers(walk(call))).as(call.path()).isEqualTo(model);
    }
  }

  @Test
  void twoRolesAreEither() {
    List<JsonNode> items =
        client.walk(list().query("role", "tool").query("role", "user").query("limit", 1_000));
    assertThat(numbers(items))
        .isEqualTo(IntStream.range(0, MESSAGES).filter(n -> n % 3 != 1).boxed().toList());
  }

  /** A walk whose first page passes over an offset: further pages go on by cursor alone. */
  private List<JsonNode> walk(Call call) {
    List<JsonNode> items = new ArrayList<>();
    Call withoutOffset =
        new Call(
            call.method(),
            call.path().replaceAll("[&]offset=\\d+", "").replaceAll("\\?offset=\\d+&", "?"),
            null,
            call.headers(),
            true);
    Call next = call;
    while (true) {
      var page = client.send(next).expect(200);
      items.addAll(page.items());
      JsonNode cursor = page.json().get("next_cursor");
      if (cursor.isNull()) {
        return items;
      }
      next = withoutOffset.query("cursor", cursor.asText());
    }
  }

  private static List<Integer> numbers(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> Integer.parseInt(message.get("message_id").asText().substring(1)))
        .toList();
  }

  private static Call list() {
    return Call.get(Paths.messages(SESSION.user(), SESSION.session()));
  }
}
