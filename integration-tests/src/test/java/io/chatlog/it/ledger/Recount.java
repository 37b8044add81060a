package io.chatlog.it.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;

/**
 * Counts messages anew, from the writers' side and with nothing of the server's, and holds the
 * server's statistics to it.
 */
public final class Recount {
  private static final Offset<Double> EXACT = within(1e-9);

  /** A percentile is that of its bucket, which is at most 1/64 wide. */
  private static final double BUCKET = 1 / 64.0;

  private Recount() {}

  /**
   * One message.
   *
   * @param role in lower case
   */
  public record Line(String role, String content, Instant timestamp) {
    /** Of a draft. */
    public static Line of(Draft draft) {
      return new Line(draft.role(), draft.content(), Instant.parse(draft.timestamp()));
    }

    long chars() {
      return content.codePointCount(0, content.length());
    }

    long bytes() {
      return content.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** Holds a session's statistics to its messages in their order. */
  public static void checkSession(JsonNode stats, List<Line> lines) {
    long users = count(lines, "user");
    long assistants = count(lines, "assistant");
    long size = lines.size();
    assertThat(stats.get("message_count").asLong()).as("message_count").isEqualTo(size);
    assertThat(stats.get("user_message_count").asLong()).as("users").isEqualTo(users);
    assertThat(stats.get("assistant_message_count").asLong())
        .as("assistants")
        .isEqualTo(assistants);
    assertThat(stats.get("system_message_count").asLong())
        .as("system_message_count")
        .isEqualTo(count(lines, "system"));
    long chars = lines.stream().mapToLong(Line::chars).sum();
    assertThat(stats.get("avg_message_length").asDouble())
        .as("avg_message_length")
        .isCloseTo(size == 0 ? 0 : (double) chars / size, EXACT);
    assertThat(stats.get("total_size_bytes").asLong())
        .as("total_size_bytes")
        .isEqualTo(lines.stream().mapToLong(Line::bytes).sum());
    assertThat(stats.get("response_ratio").asDouble())
        .as("response_ratio")
        .isCloseTo(users == 0 ? 0 : (double) assistants / users, EXACT);
    checkTimes(stats, lines);
    checkResponses(stats.get("response_time_ms"), responseMillis(lines));
  }

  private static void checkTimes(JsonNode stats, List<Line> lines) {
    List<Instant> times = lines.stream().map(Line::timestamp).sorted().toList();
    if (times.isEmpty()) {
      assertThat(stats.get("first_message_at").isNull()).as("first_message_at").isTrue();
      assertThat(stats.get("last_message_at").isNull()).as("last_message_at").isTrue();
      return;
    }
    Instant first = times.getFirst();
    Instant last = times.getLast();
    assertThat(stats.get("first_message_at").asText()).isEqualTo(Drafts.time(first));
    assertThat(stats.get("last_message_at").asText()).isEqualTo(Drafts.time(last));
    assertThat(stats.get("duration_minutes").asDouble())
        .as("duration_minutes")
        .isCloseTo(Duration.between(first, last).toMillis() / 60e3, EXACT);
  }

  private static void checkResponses(JsonNode responses, List<Long> millis) {
    if (millis.isEmpty()) {
      assertThat(responses.get("avg").isNull()).as("avg of no response").isTrue();
      return;
    }
    double mean = millis.stream().mapToLong(Long::longValue).average().orElseThrow();
    assertThat(responses.get("avg").asDouble()).as("avg response").isCloseTo(mean, EXACT);
    checkPercentile(responses, "p50", 0.50, millis);
    checkPercentile(responses, "p95", 0.95, millis);
  }

  private static void checkPercentile(
      JsonNode responses, String name, double share, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted(Comparator.naturalOrder()).toList();
    int rank = Math.max(1, (int) Math.ceil(share * sorted.size()));
    double wanted = sorted.get(rank - 1);
    assertThat(responses.get(name).asDouble())
        .as(name)
        .isCloseTo(wanted, within(1 + wanted * BUCKET));
  }

  /** From a user's message to the next one of the assistant. */
  private static List<Long> responseMillis(List<Line> lines) {
    List<Long> millis = new ArrayList<>();
    Instant open = null;
    for (Line line : lines) {
      if (line.role().equals("user")) {
        open = line.timestamp();
      } else if (line.role().equals("assistant") && open != null) {
        if (!line.timestamp().isBefore(open)) {
          millis.add(Duration.between(open, line.timestamp()).toMillis());
        }
        open = null;
      }
    }
    return millis;
  }

  /** Holds a user's statistics to the messages of each of the user's sessions. */
  public static void checkUser(JsonNode stats, List<List<Line>> sessions) {
    List<Line> all = sessions.stream().flatMap(List::stream).toList();
    assertThat(stats.get("total_sessions").asLong()).as("sessions").isEqualTo(sessions.size());
    assertThat(stats.get("total_messages").asLong()).as("total_messages").isEqualTo(all.size());
    assertThat(stats.get("avg_messages_per_session").asDouble())
        .as("avg_messages_per_session")
        .isCloseTo(sessions.isEmpty() ? 0 : (double) all.size() / sessions.size(), EXACT);
    for (String role : List.of("user", "assistant", "system", "tool")) {
      assertThat(stats.get("messages_by_role").path(role).asLong())
          .as("messages of the role " + role)
          .isEqualTo(count(all, role));
    }
  }

  private static long count(List<Line> lines, String role) {
    return lines.stream().filter(line -> line.role().equals(role)).count();
  }
}
