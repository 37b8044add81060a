package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.testkit.sse.SseReader;
import io.chatlog.value.Role;
import io.chatlog.view.Message;
import io.chatlog.view.StreamPlace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseFramesTest {
  private final SseFrames frames = new SseFrames();

  private String sent() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frames.sendTo(out);
    assertThat(frames.bytes()).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static SseReader reader(String text) {
    return new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one line",
        "two\nlines\n\nand an empty one",
        "\r\n a carriage return \r",
        "data: not a field\nid: 99\n\nevent: none",
        "\u2028 and \u2029 and \u0085 end no line here",
        "\uD83D\uDE00 \u4E2D\u6587 \u00E9 \u202E\u0000\u0007"
      })
  void whateverTheContentTheDataIsOneLine(String content) throws IOException {
    Message message = ModelValues.message("ada", "s", "m", Role.USER, content, 5);
    frames.message(StreamPlace.at(42), message);
    String text = sent();
    assertThat(text).startsWith("id: 42\nevent: message\ndata: {").endsWith("}\n\n");
    assertThat(text.chars().filter(c -> c == '\n' || c == '\r').count()).isEqualTo(4);
    SseReader reader = reader(text);
    SseReader.Block block = reader.nextEvent();
    assertThat(block.event()).isEqualTo("message");
    JsonNode json = Api.JSON.readTree(block.data());
    assertThat(json.get("content").asText()).isEqualTo(content);
    assertThat(reader.lastEventId()).isEqualTo("42");
    assertThat(reader.nextBlock()).isNull();
  }

  @Test
  void dataOfSeveralLinesIsSeveralFields() throws IOException {
    frames.event(
        StreamPlace.BEGINNING,
        "end",
        json -> json.startObject().rawField("a", "[1,\r\n2,\n3]").endObject());
    assertThat(sent()).isEqualTo("event: end\ndata: {\"a\":[1,\ndata: 2,\ndata: 3]}\n\n");
  }

  @Test
  void whatIsNoEventIsSeenByNobody() throws IOException {
    frames.retry(2_000);
    frames.heartbeat();
    frames.place(StreamPlace.at(7));
    String text = sent();
    assertThat(text).isEqualTo("retry: 2000\n\n:\n\nid: 7\n\n");
    SseReader reader = reader(text);
    assertThat(reader.nextEvent()).isNull();
    assertThat(reader.lastEventId()).isEqualTo("7");
    assertThat(reader.retryMillis()).isEqualTo(2_000);
  }
}
