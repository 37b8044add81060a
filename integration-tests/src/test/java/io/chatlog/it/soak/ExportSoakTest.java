package io.chatlog.it.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.process.Proc;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A user with 1,000,000 messages, half of them in one session and half in a thousand, exported in
 * each form: every message is told once, and the server takes no more memory for it than it takes
 * anyway.
 */
@Tag("soak")
class ExportSoakTest {
  private static final String USER = "exporter";
  private static final int MESSAGES = 1_000_000;
  private static final int LONG_SESSION = MESSAGES / 2;
  private static final int SHORT_SESSION = 500;
  private static final int SESSIONS = 1 + (MESSAGES - LONG_SESSION) / SHORT_SESSION;
  private static final int BATCH = 5_000;

  /** More than pages, buffers and compiled code take; a tenth of what is exported. */
  private static final long GROWTH_BYTES_MAX = 100L * 1000 * 1000;

  private static final long RESIDENT_BYTES_MAX = 1_500L * 1000 * 1000;

  @Test
  void aMillionMessagesAreExportedInConstantMemory() throws Exception {
    try (Standalone standalone = Standalone.start(Workspace.empty("export"));
        ChatlogClient client = ChatlogClient.of(standalone);
        HttpClient http = HttpClient.newHttpClient()) {
      long begin = System.nanoTime();
      load(client);
      System.out.printf("loaded in %d s%n", seconds(begin));
      assertThat(client.userStats(USER).get("total_messages").asInt()).isEqualTo(MESSAGES);
      // What loading took does not count.
      standalone.stop();
      standalone.startAgain();
      long pid = standalone.process().pid();
      // The first export has the code compiled and the caches filled, as any use would.
      export(http, standalone, "md");
      long before = Proc.residentBytesPeak(pid);
      for (String format : List.of("json", "ndjson", "csv", "md")) {
        begin = System.nanoTime();
        Exported exported = export(http, standalone, format);
        System.out.printf(
            "%s: %d MB in %d s, resident memory %d MB, at most %d MB%n",
            format,
            exported.bytes() / 1_000_000,
            seconds(begin),
            Proc.residentBytes(pid) / 1_000_000,
            Proc.residentBytesPeak(pid) / 1_000_000);
        assertThat(exported.messages()).as(format).isEqualTo(MESSAGES);
        assertThat(exported.sessions()).as(format).isEqualTo(SESSIONS);
      }
      long peak = Proc.residentBytesPeak(pid);
      assertThat(peak).isLessThanOrEqualTo(RESIDENT_BYTES_MAX);
      assertThat(peak - before).as("what four exports add").isLessThanOrEqualTo(GROWTH_BYTES_MAX);
    }
  }

  private static long seconds(long begin) {
    return (System.nanoTime() - begin) / 1_000_000_000;
  }

  private static void load(ChatlogClient client) {
    List<JsonNode> items = new ArrayList<>(BATCH);
    for (int number = 0; number < MESSAGES; number++) {
      String session =
          number < LONG_SESSION ? "long" : "short-" + (number - LONG_SESSION) / SHORT_SESSION;
      items.add(
          Json.object(
              "user_id",
              USER,
              "session_id",
              session,
              "role",
              number % 2 == 0 ? "user" : "assistant",
              "content",
              "an ordinary message of some twelve words, and with the number " + number));
      if (items.size() == BATCH) {
        client.load(items);
        items.clear();
      }
    }
  }

  /** What an export held. */
  private record Exported(long sessions, long messages, long bytes) {}

  private static Exported export(HttpClient http, Standalone standalone, String format)
      throws IOException, InterruptedException {
    URI uri = standalone.reads().resolve("/v1/users/" + USER + "/export?format=" + format);
    HttpResponse<InputStream> response =
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    try (Counted in = new Counted(response.body())) {
      return format.equals("json") ? json(in) : lines(in, format);
    }
  }

  private static Exported json(Counted in) throws IOException {
    long sessions = 0;
    long messages = 0;
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          sessions += parser.currentName().equals("session_id") ? 1 : 0;
          messages += parser.currentName().equals("content") ? 1 : 0;
        }
      }
    }
    return new Exported(sessions, messages, in.bytes);
  }

  private static Exported lines(Counted in, String format) throws IOException {
    long sessions = 0;
    long messages = 0;
    String session = "";
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (format) {
        case "ndjson" -> {
          sessions += line.startsWith("{\"type\":\"session\"") ? 1 : 0;
          messages += line.startsWith("{\"type\":\"message\"") ? 1 : 0;
        }
        case "csv" -> {
          if (line.startsWith(USER + ",")) {
            String of = line.split(",", 3)[1];
            sessions += of.equals(session) ? 0 : 1;
            session = of;
            messages++;
          }
        }
        default -> {
          sessions += line.startsWith("## ") ? 1 : 0;
          messages += line.startsWith("> an ordinary message") ? 1 : 0;
        }
      }
    }
    return new Exported(sessions, messages, in.bytes);
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      bytes += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      bytes += Math.max(0, count);
      return count;
    }
  }
}
