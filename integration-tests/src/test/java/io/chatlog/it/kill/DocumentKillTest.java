package io.chatlog.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Kills the standalone in the middle of uploads: a document is there as a whole, or not at all. */
class DocumentKillTest {
  private static final int ROUNDS = 3;
  private static final int BYTES = 4_000_000;
  private static final String DOCUMENTS = Paths.session("ann", "s") + "/documents";

  @Test
  void nothingHalfIsLeft() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    System.out.println("seed " + seed);
    try (Standalone standalone = Standalone.start(Workspace.empty("kill-documents"));
        ChatlogClient client = ChatlogClient.of(standalone)) {
      client.createUser("ann");
      client.createSession("ann", "s");
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      AtomicInteger begun = new AtomicInteger();
      AtomicReference<String> position = new AtomicReference<>("");
      for (int round = 0; round < ROUNDS; round++) {
        AtomicBoolean stop = new AtomicBoolean();
        Thread uploads =
            Thread.ofPlatform().start(() -> upload(client, stop, begun, acknowledged, position));
        int before = acknowledged.size();
        while (acknowledged.size() == before) {
          LockSupport.parkNanos(1_000_000);
        }
        LockSupport.parkNanos(random.nextInt(500) * 1_000_000L);
        standalone.kill();
        stop.set(true);
        uploads.join();
        standalone.startAgain();
        check(client, begun.get(), acknowledged, position.get());
      }
      Reply again = client.send(Call.post(DOCUMENTS).json(document(begun.get() - 1))).expect(201);
      assertThat(again.json().get("size").asInt()).isEqualTo(BYTES);
      check(client, begun.get(), acknowledged, again.position());
    }
  }

  private static void check(
      ChatlogClient client, int begun, Set<String> acknowledged, String position) {
    List<JsonNode> listed =
        client.walk(Call.get(Paths.user("ann") + "/documents").notBefore(position).patiently());
    Set<String> ids =
        listed.stream().map(item -> item.get("document_id").asText()).collect(Collectors.toSet());
    assertThat(ids).containsAll(acknowledged);
    for (int number = 0; number < begun; number++) {
      Reply content =
          client.send(Call.get(DOCUMENTS + "/d" + number + "/content").notBefore(position));
      if (ids.contains("d" + number)) {
        assertThat(content.expect(200).body()).isEqualTo(bytes(number));
      } else {
        content.expectProblem(404, "document_not_found");
      }
    }
  }

  private static void upload(
      ChatlogClient client,
      AtomicBoolean stop,
      AtomicInteger begun,
      Set<String> acknowledged,
      AtomicReference<String> position) {
    while (!stop.get()) {
      int number = begun.getAndIncrement();
      try {
        Reply reply = client.attempt(Call.post(DOCUMENTS).json(document(number)));
        if (reply.status() == 201) {
          position.set(reply.position());
          acknowledged.add("d" + number);
        }
      } catch (IOException killed) {
        return;
      }
    }
  }

  private static JsonNode document(int number) {
    return Json.object(
        "document_id",
        "d" + number,
        "filename",
        "d.bin",
        "content_base64",
        Base64.getEncoder().encodeToString(bytes(number)));
  }

  private static byte[] bytes(int number) {
    byte[] bytes = new byte[BYTES];
    new Random(number).nextBytes(bytes);
    return bytes;
  }
}
