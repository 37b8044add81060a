package io.chatlog.processor.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.processor.fold.Histories;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.processor.store.ReindexListener;
import io.chatlog.processor.store.Rows;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.StoreFigures;
import io.chatlog.view.UpkeepReport.Difference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partition that is sound, and one that was damaged in each way there is. */
final class VerificationTest {
  private static final UserId ADA = new UserId("ada");
  private static final SessionId S1 = new SessionId("s1");

  @TempDir private Path directory;
  private final Events events = new Events();
  private DrivenPartition partition;

  @BeforeEach
  void start() {
    partition = new DrivenPartition(directory);
  }

  @AfterEach
  void stop() {
    partition.close();
  }

  private Optional<Difference> verify() {
    return verify(number -> partition.open());
  }

  private Optional<Difference> verify(PartitionLog.Source logs) {
    Optional<Difference> found =
        new Verification(
                (number, active) -> Optional.of(partition.handle()),
                logs,
                (number, offset) -> new TreeMap<>(partition.standIns.tailMap(offset + 1)),
                partition.records,
                0,
                1,
                directory.resolve("scratch"),
                new Progress(() -> true))
            .run();
    assertThat(directory.resolve("scratch")).satisfies(this::isEmpty);
    return found;
  }

  private void isEmpty(Path scratch) {
    try (var left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyHistoryIsSoundHoweverMuchOfItIsCompactedAway(long seed) {
    Random random = new Random(seed);
    for (int event = 0; event < 1_000; event++) {
      partition.send(Histories.next(random, events, new Rows(partition.handle())));
    }
    assertThat(partition.erasedRecords()).hasSizeGreaterThan(50);
    assertThat(verify()).isEmpty();

    List<DrivenPartition.Logged> some = new ArrayList<>(partition.erasedRecords());
    some.removeIf(record -> random.nextBoolean());
    partition.log.removeAll(some);
    assertThat(verify()).isEmpty();

    partition.log.removeAll(partition.erasedRecords());
    assertThat(verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void anyHistoryIsSoundWhenSeveralEventsAreWrittenTogether(long seed) {
    partition.close();
    partition = new DrivenPartition(directory, CommitHub.withoutBroker(20));
    Random random = new Random(seed);
    for (int event = 0; event < 600; event++) {
      partition.send(Histories.next(random, events, new Rows(partition.handle())));
      if (random.nextInt(15) == 0) {
        partition.aboutToWait();
      }
      if (event % 200 == 199) {
        partition.aboutToWait();
        assertThat(verify()).isEmpty();
      }
    }
  }

  private void conversation() {
    for (int number = 1; number <= 3; number++) {
      partition.send(
          events.message(
              "ada",
              "s1",
              "m" + number,
              number == 2 ? Role.ASSISTANT : Role.USER,
              "word" + number,
              number * 1_000_000L,
              new CreateMissing("t", "irc", null)));
    }
    partition.send(events.message("nobody", "s", "m", Role.USER, "refused"));
  }

  private Difference difference() {
    Optional<Difference> found = verify();
    assertThat(found).isPresent();
    return found.get();
  }

  private Bytes key(char kind, int number) {
    List<Bytes> keys = new ArrayList<>();
    partition
        .handle()
        .scan(
            Bytes.wrap(new byte[] {(byte) kind}),
            Bytes.wrap(new byte[] {(byte) (kind + 1)}),
            false,
            (key, value) -> keys.add(key));
    return keys.get(number);
  }

  private MessageRow message(long seq) {
    return new Rows(partition.handle()).message(ADA, S1, seq);
  }

  private SearchIndex index() {
    return (SearchIndex) partition.handle().index();
  }

  @Test
  void aSoundPartitionHasNoDifference() {
    conversation();
    assertThat(verify()).isEmpty();
  }

  @Test
  void whatIsErasedWhileTheLogIsReadIsNoDifference() {
    conversation();
    long before = partition.open().end();
    partition.send(events.deleteUser("ada", true));
    long after = partition.open().end();
    assertThat(after - before).as("the event, and what it erases").isGreaterThan(3);
    for (long seen = before; seen <= after; seen++) {
      Growing growing = new Growing(partition.open(), seen);
      assertThat(verify(number -> growing)).isEmpty();
    }
  }

  /** A log that ends earlier when it is asked for the first time. */
  private static final class Growing implements PartitionLog {
    private final PartitionLog log;
    private final long firstEnd;
    private boolean asked;

    Growing(PartitionLog log, long firstEnd) {
      this.log = log;
      this.firstEnd = firstEnd;
    }

    @Override
    public long end() {
      long end = asked ? log.end() : firstEnd;
      asked = true;
      return end;
    }

    @Override
    public void read(long from, long end, Visitor visitor) {
      log.read(from, end, visitor);
    }

    @Override
    public void close() {}
  }

  @Test
  void theEndOfATransactionIsNoRecord() {
    conversation();
    partition.markers = 2;
    assertThat(verify()).isEmpty();
  }

  @Test
  void anEmptyPartitionHasNoDifference() {
    assertThat(verify()).isEmpty();
  }

  @Test
  void aChangedRowIsNamedWithWhatChanged() {
    conversation();
    Bytes key = key('m', 1);
    byte[] value = partition.store().get(key);
    String text = new String(value, StandardCharsets.ISO_8859_1).replace("word2", "wort2");
    partition.store().put(key, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(difference())
        .isEqualTo(
            new Difference(
                "log_to_rows",
                "message",
                "user=ada session=s1 seq=2",
                "message.content = word2",
                "message.content = wort2"));
  }

  @Test
  void aMissingRowIsNamed() {
    conversation();
    partition.store().delete(key('m', 2));
    Difference found = difference();
    assertThat(found.check()).isEqualTo("log_to_rows");
    assertThat(found.key()).isEqualTo("user=ada session=s1 seq=3");
    assertThat(found.expected()).startsWith("a row");
    assertThat(found.found()).isEqualTo("nothing");
  }

  @Test
  void aRowThatNoEventBroughtIsNamedWhateverItsKind() {
    conversation();
    partition.store().put(Bytes.wrap("~new\0kind".getBytes(StandardCharsets.UTF_8)), new byte[3]);
    assertThat(difference())
        .isEqualTo(
            new Difference(
                "log_to_rows", "rows of kind ~", "~new\\x00kind", "nothing", "a row of 3 bytes"));
  }

  @Test
  void aMissingRecordOfTheLogIsNamedByItsRow() {
    conversation();
    partition.log.remove(1);
    Difference found = difference();
    assertThat(found.check()).isEqualTo("log_to_rows");
    assertThat(found.found()).isNotEqualTo(found.expected());
  }

  /** Rows that agree with the log by the same mistake, which only a count can tell. */
  private Optional<Difference> recount() {
    try (var snapshot = partition.handle().snapshot();
        var scratch =
            io.chatlog.processor.store.ScratchRows.open(directory.resolve("scratch/counts"))) {
      return new io.chatlog.processor.store.Recount(snapshot, scratch, () -> {})
          .run()
          .map(
              found ->
                  new Difference("", found.kind(), found.key(), found.expected(), found.found()));
    }
  }

  @ParameterizedTest
  @ValueSource(chars = {'t', 'c', 'd', 'q', 'a', 'b', 'f', 'g', 'i', 'o'})
  void aStatisticThatIsMissingIsFoundByTheFoldAndByTheCount(char kind) {
    conversation();
    assertThat(recount()).isEmpty();
    Bytes key = key(kind, 0);
    partition.store().delete(key);
    assertThat(difference().found()).isEqualTo("nothing");
    assertThat(recount())
        .hasValueSatisfying(found -> assertThat(found.found()).isEqualTo("nothing"));
  }

  @Test
  void aStatisticThatIsOffByOneIsNamed() {
    conversation();
    Bytes key = key('c', 0);
    byte[] value = partition.store().get(key).clone();
    value[value.length - 1] += 2; // zigzag
    partition.store().put(key, value);
    assertThat(difference())
        .isEqualTo(
            new Difference("log_to_rows", "channel_sessions", "user=ada channel=irc", "1", "2"));
    assertThat(recount())
        .contains(new Difference("", "channel_sessions", "user=ada channel=irc", "1", "2"));
  }

  @Test
  void aTotalThatIsOffByOneIsNamed() {
    conversation();
    Bytes key = key('h', 0);
    byte[] value = partition.store().get(key).clone();
    value[3] += 2; // behind the offset, users and sessions, all of them small
    partition.store().put(key, value);
    assertThat(difference().expected()).isEqualTo("messages = 3");
    assertThat(difference().found()).isEqualTo("messages = 4");
    assertThat(recount())
        .hasValueSatisfying(found -> assertThat(found.found()).isEqualTo("messages = 4"));
  }

  @Test
  void aMessageWithoutItsDocumentIsNamed() {
    conversation();
    index().delete(ADA, S1, 2);
    assertThat(difference())
        .isEqualTo(
            new Difference(
                "rows_to_index",
                "message",
                "user=ada session=s1 seq=2",
                "a document",
                "no document"));
  }

  @Test
  void aDocumentWithoutItsMessageIsNamed() {
    conversation();
    MessageRow gone = message(2);
    partition.send(events.deleteMessage("ada", "s1", "m2", null));
    assertThat(verify()).isEmpty();
    index().apply(gone);
    assertThat(difference())
        .isEqualTo(
            new Difference(
                "rows_to_index",
                "message",
                "user=ada session=s1 seq=2",
                "no document",
                "a document"));
  }

  @Test
  void aSessionWithoutItsDocumentIsNamed() {
    conversation();
    index().apply(ADA, S1, null);
    Difference found = difference();
    assertThat(found.check()).isEqualTo("rows_to_index");
    assertThat(found.kind()).isEqualTo("session");
    assertThat(found.found()).isEqualTo("no document");
  }

  @Test
  void reindexingMendsWhateverIsWrongWithDocuments() {
    conversation();
    MessageRow gone = message(2);
    partition.send(events.deleteMessage("ada", "s1", "m2", null));
    index().apply(gone);
    index().delete(ADA, S1, 1);
    index().apply(ADA, S1, null);
    index().apply(ADA, new SessionId("ghost"), new Rows(partition.handle()).session(ADA, S1));
    assertThat(verify()).isPresent();
    partition.handle().reindex(new Ticks(() -> {}));
    assertThat(verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void searchesAreCompleteWhileEveryDocumentIsMadeAnewBesideTraffic(long seed) {
    Random random = new Random(seed);
    for (int event = 0; event < 600; event++) {
      partition.send(Histories.next(random, events, new Rows(partition.handle())));
    }
    int[] ticks = new int[1];
    partition
        .handle()
        .reindex(
            new Ticks(
                () -> {
                  if (++ticks[0] % 3 == 0 && ticks[0] < 900) {
                    partition.send(Histories.next(random, events, new Rows(partition.handle())));
                  }
                  if (ticks[0] % 50 == 0) {
                    assertThat(verify()).isEmpty();
                  }
                }));
    assertThat(ticks[0]).isGreaterThan(100);
    assertThat(verify()).isEmpty();
    partition.handle().compact();
    assertThat(verify()).isEmpty();
  }

  @Test
  void whatThereIsIsCountedByKind() {
    conversation();
    StoreFigures figures = partition.handle().figures();
    assertThat(figures.appliedOffset()).isEqualTo(3);
    assertThat(figures.kinds())
        .contains(
            new StoreFigures.Kind("message", 3, false, kind(figures, "message").bytes()),
            new StoreFigures.Kind("user", 1, false, kind(figures, "user").bytes()),
            new StoreFigures.Kind("partition", 1, false, kind(figures, "partition").bytes()));
    assertThat(figures.indexMessages()).isEqualTo(3);
    assertThat(figures.indexSessions()).isEqualTo(1);
  }

  private static StoreFigures.Kind kind(StoreFigures figures, String name) {
    return figures.kinds().stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private record Ticks(Runnable tick) implements ReindexListener {
    @Override
    public void begins(long documents) {}

    @Override
    public void written() {
      tick.run();
    }

    @Override
    public void looked() {
      tick.run();
    }

    @Override
    public void removed() {}
  }
}
