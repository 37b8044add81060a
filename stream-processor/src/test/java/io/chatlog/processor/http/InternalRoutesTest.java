package io.chatlog.processor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.route.NodeMetadataCodec;
import io.chatlog.route.PartitionRole;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import io.chatlog.view.wire.ReadCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InternalRoutesTest {
  private final ModelState state = new ModelState(1);
  private final ModelNode node = new ModelNode("node", state).hold(0, PartitionRole.ACTIVE);
  private final HttpServer server =
      new HttpServer(
              HttpServerSettings.defaults(),
              new SimpleMeterRegistry(),
              List.of(new InternalRoutes(node, node, 1)))
          .start();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Read.GetUser read = new Read.GetUser(new UserId("ada"));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private HttpRequest post(byte[] body) {
    return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/internal/v1/read"))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpResponse<byte[]> ask(Freshness freshness) throws Exception {
    byte[] question = ReadCodec.encode(new ReadCodec.Question<>(0, read, freshness));
    return client.send(post(question), BodyHandlers.ofByteArray());
  }

  @Test
  void anAnswerIsAnswered() throws Exception {
    state.put(ModelValues.user("ada"));
    HttpResponse<byte[]> response = ask(Freshness.NOW);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(ReadCodec.decodeAnswer(read, response.body()))
        .isEqualTo(
            new PartitionAnswer.Answered<>(new Lookup.Found<>(ModelValues.user("ada")), 0, false));
  }

  @Test
  void aPositionThatIsNotReachedIsAnAnswerToo() throws Exception {
    HttpResponse<byte[]> response = ask(new Freshness(Positions.of(new Position(0, 7)), 10, false));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(ReadCodec.decodeAnswer(read, response.body()))
        .isEqualTo(new PartitionAnswer.Behind<>(-1));
  }

  @Test
  void aPartitionThatIsElsewhereIsAMisdirectedRequest() throws Exception {
    node.drop(0);
    HttpResponse<byte[]> response = ask(Freshness.NOW);
    assertThat(response.statusCode()).isEqualTo(421);
    assertThat(ReadCodec.decodeAnswer(read, response.body()))
        .isEqualTo(new PartitionAnswer.NotHere<>("node does not own partition 0"));
  }

  @Test
  void bytesThatAskNothingAreRefused() throws Exception {
    for (byte[] body : List.of(new byte[0], new byte[] {1, 2, 3}, "hello".getBytes("UTF-8"))) {
      HttpResponse<byte[]> response = client.send(post(body), BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void readsThatWaitForAPositionKeepNobodyOut() throws Exception {
    byte[] waiting =
        ReadCodec.encode(
            new ReadCodec.Question<>(
                0, read, new Freshness(Positions.of(new Position(0, 0)), 10_000, false)));
    List<CompletableFuture<HttpResponse<byte[]>>> waiters = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      waiters.add(client.sendAsync(post(waiting), BodyHandlers.ofByteArray()));
    }
    while (node.readsSeen() < waiters.size()) {
      Thread.onSpinWait();
    }
    assertThat(ask(Freshness.NOW).statusCode()).isEqualTo(200);
    state.put(ModelValues.user("ada"));
    for (CompletableFuture<HttpResponse<byte[]>> waiter : waiters) {
      assertThat(waiter.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theNodeTellsHowItStands() throws Exception {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(server.baseUrl() + "/internal/v1/metadata")).build(),
            BodyHandlers.ofByteArray());
    assertThat(NodeMetadataCodec.CODEC.decode(response.body())).isEqualTo(node.metadata());
  }
}
