package io.chatlog.it.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import io.chatlog.testkit.sse.SseReader;
import io.chatlog.testkit.sse.SseReader.Block;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who followed a session that was deleted is told everything of the one that has its id now. */
@WithStandalone
@Timeout(60)
class RemadeSessionTest {
  private final Standalone standalone;
  private final ChatlogClient client;
  private final String user = Names.unique("remade");

  RemadeSessionTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  private void talk(String word) {
    client.createSession(user, "s");
    for (int number = 1; number <= 4; number++) {
      client.post(
          user,
          "s",
          Json.object("message_id", word + number, "role", "user", "content", word + number));
    }
  }

  /** The first events behind an id, as event, id and message. */
  private List<String> behind(String lastEventId, int events) throws Exception {
    String url = standalone.reads() + Paths.messages(user, "s") + ":stream";
    List<String> told = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).header("Last-Event-ID", lastEventId).build();
      InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
      try (SseReader reader = new SseReader(body)) {
        while (told.size() < events) {
          Block event = reader.nextEvent();
          String id = Json.read(event.data()).path("message_id").asText();
          told.add((event.event() + " " + event.id() + " " + id).strip());
        }
      }
      http.shutdownNow();
    }
    return told;
  }

  @Test
  void aPlaceOfTheFormerSessionIsAnsweredByTheWholeOfTheNewOne() throws Exception {
    client.createUser(user);
    talk("old");
    assertThat(behind("2", 2)).containsExactly("message 3 old3", "message 4 old4");
    client.send(Call.of("DELETE", Paths.session(user, "s"))).expect(204);
    talk("new");
    List<String> told = behind("2", 5);
    String mark = told.getFirst().substring("reset 0".length());
    assertThat(mark).matches("~[1-9]\\d*");
    assertThat(told)
        .containsExactly(
            "reset 0" + mark,
            "message 1" + mark + " new1",
            "message 2" + mark + " new2",
            "message 3" + mark + " new3",
            "message 4" + mark + " new4");
    assertThat(behind("3" + mark, 1)).containsExactly("message 4" + mark + " new4");
  }
}
