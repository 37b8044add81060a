package io.chatlog.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.chatlog.standalone.load.BatchSender.Accepted;
import io.chatlog.standalone.load.BatchSender.Answer;
import io.chatlog.standalone.load.BatchSender.Duplicate;
import io.chatlog.standalone.load.BatchSender.Item;
import io.chatlog.standalone.load.BatchSender.Judged;
import io.chatlog.standalone.load.BatchSender.NotTaken;
import io.chatlog.standalone.load.BatchSender.Refused;
import io.chatlog.standalone.load.BatchSender.Unavailable;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lines here are {@code user:text}; a text beginning with {@code !} has no id. */
class LoaderTest {
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<List<String>> sent = Collections.synchronizedList(new ArrayList<>());

  @Test
  void keepsEachUsersOrderOverSeveralLanes() throws Exception {
    List<String> lines =
        IntStream.range(0, 5_000).mapToObj(i -> "user" + i % 17 + ":" + i).toList();
    Tally.Counts counts = load(lines, limits(7, 4), this::acceptAll);
    assertThat(counts.accepted()).isEqualTo(5_000);
    assertThat(byUser(sent.stream().flatMap(List::stream).toList())).isEqualTo(byUser(lines));
    assertThat(sent).allMatch(batch -> batch.size() <= 7);
  }

  @Test
  void countsEveryOutcomeAndRemembersTheFirstRefusedLines() throws Exception {
    Tally.Counts counts =
        load(
            List.of("a:1", "", "a:2", "a:bad", "a:twice", "a:bad"),
            limits(10, 2),
            lines -> judged(lines, LoaderTest::outcome));
    assertThat(counts.read()).isEqualTo(5);
    assertThat(counts.accepted()).isEqualTo(2);
    assertThat(counts.duplicate()).isEqualTo(1);
    assertThat(counts.refusedByCode()).containsExactly(Map.entry("content_blank", 2L));
    assertThat(counts.examples()).extracting(Tally.RefusedLine::number).containsExactly(4L, 6L);
  }

  @Test
  void repeatsWhatTheServerCouldNotTakeAndHonoursItsPause() throws Exception {
    Tally.Counts counts =
        load(
            List.of("a:1", "a:2", "a:3"),
            limits(10, 1),
            lines ->
                switch (sent.size()) {
                  case 1 -> new Unavailable("429", false, Optional.of(Duration.ofSeconds(2)));
                  case 2 -> new Unavailable("503", true, Optional.empty());
                  case 3 ->
                      judged(
                          lines,
                          line ->
                              line.endsWith("2")
                                  ? new Refused("log_unavailable", "", true)
                                  : new Accepted());
                  default -> judged(lines, line -> new Duplicate());
                });
    assertThat(counts.accepted()).isEqualTo(2);
    assertThat(counts.duplicate()).isEqualTo(1);
    assertThat(sent.getLast()).containsExactly("a:2");
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(200));
  }

  @Test
  void givesUpWhenItsPatienceIsAtAnEnd() throws Exception {
    Tally.Counts counts =
        load(
            List.of("a:1", "a:2"),
            limits(10, 1),
            lines -> new Unavailable("no server answers", false, Optional.empty()));
    assertThat(counts.failedByReason()).containsExactly(Map.entry("no server answers", 2L));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void doesNotRepeatALineWithoutIdWhoseOutcomeIsUnknown() throws Exception {
    Tally.Counts counts =
        load(
            List.of("a:!1", "a:2"),
            limits(10, 1),
            lines ->
                sent.size() == 1
                    ? new Unavailable("broke off", true, Optional.empty())
                    : acceptAll(lines));
    assertThat(counts.accepted()).isEqualTo(1);
    assertThat(counts.failed()).isEqualTo(1);
    assertThat(sent.getLast()).containsExactly("a:2");
  }

  @Test
  void stopsAtAServerThatDoesNotTakeSuchRequests() {
    List<String> many = Collections.nCopies(1_000, "a:1");
    assertThatExceptionOfType(LoadStoppedException.class)
        .isThrownBy(() -> load(many, limits(1, 2), lines -> new NotTaken("HTTP 404")))
        .withMessage("HTTP 404");
  }

  @Test
  void refusesALineThatIsTooLongAndSplitsBatchesBySize() throws Exception {
    LoadLimits small = new LoadLimits(1_000, 40, 20, 1, Duration.ofSeconds(10));
    String atLimit = "a:" + "x".repeat(18);
    Tally.Counts counts = load(List.of(atLimit, atLimit + "y", atLimit), small, this::acceptAll);
    assertThat(counts.accepted()).isEqualTo(2);
    assertThat(counts.refusedByCode()).containsExactly(Map.entry("line_too_long", 1L));
    assertThat(sent).hasSize(2);
  }

  private static LoadLimits limits(int batchLinesMax, int lanes) {
    return LoadLimits.of(batchLinesMax, lanes, Duration.ofSeconds(10));
  }

  private Tally.Counts load(List<String> lines, LoadLimits limits, BatchSender sender)
      throws Exception {
    Tally tally = new Tally(50);
    LineParser parser =
        (number, bytes) -> {
          String line = new String(bytes, UTF_8);
          String owner = line.substring(0, line.indexOf(':'));
          return new MessageLine(number, bytes, owner, !line.contains("!"));
        };
    BatchSender recording =
        batch -> {
          sent.add(texts(batch));
          return sender.send(batch);
        };
    byte[] input = String.join("\n", lines).getBytes(UTF_8);
    new Loader(parser, recording, limits, tally, pauses::add).load(new ByteArrayInputStream(input));
    return tally.counts();
  }

  private Answer acceptAll(List<MessageLine> lines) {
    return judged(lines, line -> new Accepted());
  }

  private static Item outcome(String line) {
    if (line.endsWith("bad")) {
      return new Refused("content_blank", "the content is empty", false);
    }
    return line.endsWith("twice") ? new Duplicate() : new Accepted();
  }

  private static Judged judged(List<MessageLine> lines, Function<String, Item> judge) {
    return new Judged(texts(lines).stream().map(judge).toList(), Optional.empty());
  }

  private static List<String> texts(List<MessageLine> lines) {
    return lines.stream().map(line -> new String(line.json(), UTF_8)).toList();
  }

  private static Map<String, List<String>> byUser(List<String> lines) {
    return lines.stream()
        .collect(
            Collectors.groupingBy(
                line -> line.substring(0, line.indexOf(':')), HashMap::new, Collectors.toList()));
  }
}
