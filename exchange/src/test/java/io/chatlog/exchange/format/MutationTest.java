package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports with random damage: read, or refused in words, never anything else. */
class MutationTest {
  private static final int ROUNDS = 400;
  private static final String[] VALUES = {
    "null", "5", "-1e400", "\"\"", "\"\\ud800\"", "[]", "{}", "true", "[[[[{}]]]]", "1e-999999999"
  };

  @TempDir Path dir;

  private static List<byte[]> exports() throws IOException {
    List<byte[]> exports = new ArrayList<>();
    for (String name :
        List.of(
            "chatgpt/librechat_chatgpt-tree.json",
            "chatgpt/librechat_chatgpt-modern-export.json",
            "claude/openwebui-importer_claude_thinking_example.json")) {
      exports.add(Files.readAllBytes(Heard.resource(name)));
    }
    exports.add("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}\n".repeat(5).getBytes());
    exports.add(
        ("{\"user_id\":\"a\",\"sessions\":[{\"session_id\":\"s\",\"title\":\"t\",\"created_at\":null,"
             + "\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"metadata\":{\"a\":1}}]}]}")
            .getBytes());
    exports.add(
        Heard.zip(
            "channels.json", "[{\"id\":\"C1\",\"name\":\"g\"}]",
            "users.json", "[{\"id\":\"U1\",\"name\":\"n\"}]",
            "g/2016-01-15.json",
                "[{\"type\":\"message\",\"ts\":\"1.000001\",\"user\":\"U1\",\"text\":\"<@U1>"
                    + " x\"}]"));
    return exports;
  }

  @Test
  @Timeout(120)
  void damageIsReadOrRefusedInWords() throws IOException {
    long seed = Long.getLong("chatlog.seed", System.nanoTime());
    Random random = new Random(seed);
    Path file = dir.resolve("damaged");
    for (byte[] export : exports()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] damaged = damaged(export, random);
        Files.write(file, damaged);
        try {
          Heard.read(null, file);
        } catch (UnreadableException refusal) {
          assertThat(refusal.detail()).isNotBlank().doesNotContain("com.", "java.");
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
          throw new AssertionError("seed " + seed + ": " + new String(damaged), e);
        }
      }
    }
  }

  private static byte[] damaged(byte[] export, Random random) {
    byte[] bytes = export.clone();
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> {
        for (int times = random.nextInt(1, 8); times > 0; times--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        yield bytes;
      }
      case 2 -> replaced(bytes, random);
      default -> {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(from, bytes.length);
        byte[] twice = new byte[bytes.length + to - from];
        System.arraycopy(bytes, 0, twice, 0, to);
        System.arraycopy(bytes, from, twice, to, bytes.length - from);
        yield twice;
      }
    };
  }

  /** One value of the JSON is of another type. */
  private static byte[] replaced(byte[] bytes, Random random) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    int colon = text.indexOf(':', random.nextInt(text.length()));
    if (colon < 0) {
      return bytes;
    }
    int end = colon + 1;
    int depth = 0;
    boolean quoted = false;
    for (; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == '"' && text.charAt(end - 1) != '\\') {
        quoted = !quoted;
      } else if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && depth > 0 && (c == '}' || c == ']')) {
        depth--;
      } else if (!quoted && depth == 0 && (c == ',' || c == '}' || c == ']')) {
        break;
      }
    }
    String value = VALUES[random.nextInt(VALUES.length)];
    return (text.substring(0, colon + 1) + value + text.substring(end))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
