package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.value.Role;
import io.chatlog.view.SessionRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableIndexTest {
  private static final IndexSettings SETTINGS = IndexSettings.withBuffer(4 << 20);
  private static final IndexExpectation LOG = new IndexExpectation("log", Long.MIN_VALUE);

  @TempDir private Path path;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;

  private DurableIndex open(IndexExpectation expected) {
    return open(expected, Runnable::run);
  }

  private DurableIndex open(IndexExpectation expected, Executor background) {
    return DurableIndex.open(
        path, 0, expected, SETTINGS, clock, background, () -> new IllegalStateException("gone"));
  }

  /** What a crash leaves: the files of the last commit. */
  private DurableIndex afterACrash(DurableIndex crashed) throws IOException {
    Path copy = path.resolveSibling(path.getFileName() + "-copy");
    Files.createDirectories(copy);
    try (FSDirectory from = FSDirectory.open(path);
        FSDirectory to = FSDirectory.open(copy)) {
      for (String file : from.listAll()) {
        if (!file.equals("write.lock")) {
          to.copyFrom(from, file, file, org.apache.lucene.store.IOContext.DEFAULT);
        }
      }
    }
    crashed.close();
    return DurableIndex.open(
        copy, 0, LOG, SETTINGS, clock, Runnable::run, () -> new IllegalStateException("gone"));
  }

  private static List<String> find(DurableIndex index, Corpus corpus) {
    index.index().refresh();
    return Corpus.contents(index.index().search(null, Corpus.query("kernel"), null, corpus));
  }

  @Test
  void aNewIndexReflectsNothing() {
    DurableIndex index = open(LOG);
    assertThat(index.floor()).isEmpty();
    assertThat(index.durable()).isEmpty();
    index.close();
    DurableIndex again = open(LOG);
    assertThat(again.floor()).isEmpty();
    again.close();
  }

  @Test
  void writesAtMostOncePerIntervalAndAtTheEnd() {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel one");
    index.committed(10);
    assertThat(index.durable()).as("too early").isEmpty();
    now = now.plus(SETTINGS.commitInterval());
    corpus.say("kernel two");
    index.committed(20);
    assertThat(index.durable()).hasValue(20);
    corpus.say("kernel three");
    index.committed(30);
    assertThat(index.durable()).hasValue(20);
    index.close();

    DurableIndex again = open(LOG);
    assertThat(again.floor()).hasValue(30);
    assertThat(find(again, corpus)).hasSize(3);
    again.close();
  }

  @Test
  void rowsThatComeAgainAreTheSameDocuments() {
    Random random = new Random(17);
    Corpus corpus = Corpus.inMemory();
    List<MessageRow> rows = new ArrayList<>();
    for (int message = 0; message < 300; message++) {
      rows.add(corpus.unindexed("u", "s", Role.USER, "kernel " + message, message));
    }
    int applied = 0;
    for (int opening = 0; opening < 12; opening++) {
      DurableIndex index = open(LOG);
      int end = Math.min(rows.size(), applied + random.nextInt(50));
      for (int at = random.nextInt(applied + 1); at < end; at++) {
        index.index().apply(rows.get(at));
        if (random.nextInt(9) == 0) {
          index.index().apply(rows.get(random.nextInt(at + 1)));
        }
      }
      applied = end;
      assertThat(index.index().messages()).as("opening %d", opening).isEqualTo(applied);
      now = now.plus(SETTINGS.commitInterval());
      index.committed(applied);
      index.close();
    }
    assertThat(applied).isGreaterThan(100);
  }

  @Test
  void isTidiedAndWrittenWhileNothingChanges() {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    for (int message = 1; message <= 7; message++) {
      corpus.say("kernel " + message);
      assertThat(find(index, corpus)).as("each search makes a segment").hasSize(message);
    }
    index.committed(70);
    assertThat(segments(index)).isGreaterThan(3);
    index.rest();
    assertThat(index.durable()).as("it may just have changed").isEmpty();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    for (int rest = 0; rest < 8; rest++) {
      index.rest();
    }
    while (segments(index) > 3 && System.nanoTime() < deadline) {
      assertThat(find(index, corpus)).hasSize(7); // opens a new view
    }
    assertThat(segments(index)).isLessThanOrEqualTo(3);
    assertThat(index.durable()).as("it rests for too short a time").isEmpty();
    index.rest();
    index.rest();
    assertThat(index.durable()).hasValue(70);
    corpus.say("kernel 8");
    index.rest();
    index.rest();
    index.close();
    DurableIndex again = open(LOG);
    assertThat(again.floor()).hasValue(70);
    assertThat(find(again, corpus)).hasSize(7);
    assertThat(segments(again)).isLessThanOrEqualTo(3);
    again.close();
  }

  @Test
  void searchesSeeWhatIsMergedWhileNothingChanges() {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    for (int message = 1; message <= 7; message++) {
      corpus.say("kernel " + message);
      assertThat(find(index, corpus)).hasSize(message);
    }
    index.committed(70);
    assertThat(segments(index)).isGreaterThan(3);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (segments(index) > 2 && System.nanoTime() < deadline) {
      index.rest();
    }
    assertThat(segments(index)).isLessThanOrEqualTo(2);
    index.close();
  }

  @Test
  void whatIsMergedBeforeAnythingIsWrittenStaysMerged() throws IOException {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    for (int message = 1; message <= 3; message++) {
      corpus.say("kernel " + message);
      assertThat(find(index, corpus)).hasSize(message);
    }
    index.committed(30);
    index.close();

    DurableIndex merged = open(LOG);
    assertThat(segments(merged)).isGreaterThan(1);
    merged.merge();
    assertThat(segments(merged)).isEqualTo(1);
    DurableIndex again = afterACrash(merged);
    assertThat(segments(again)).as("on disk").isEqualTo(1);
    assertThat(again.floor()).hasValue(30);
    assertThat(find(again, corpus)).hasSize(3);
    again.close();
  }

  @Test
  void whatAMergeReplacesIsGoneBehindIt() throws IOException {
    try (ExecutorService background = Executors.newSingleThreadExecutor()) {
      DurableIndex index = open(LOG, background);
      Corpus corpus = new Corpus(index.index());
      for (int message = 1; message <= 3; message++) {
        corpus.say("kernel " + message);
        assertThat(find(index, corpus)).hasSize(message);
      }
      index.committed(10);
      now = now.plus(SETTINGS.commitInterval());
      index.committed(20);
      index.merge();
      assertThat(index.durable()).hasValue(20);
      try (FSDirectory files = FSDirectory.open(path)) {
        assertThat(SegmentInfos.readLatestCommit(files).files(true))
            .as("of one segment, and valid")
            .containsAll(
                Stream.of(files.listAll()).filter(name -> !name.equals("write.lock")).toList());
      }
      index.close();
    }
  }

  @Test
  void whatIsMergedWithMoreThanTheLogHasIsNotWritten() {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel 1");
    index.committed(10);
    index.close();

    DurableIndex ahead = open(LOG);
    new Corpus(ahead.index()).say("kernel 2");
    ahead.merge();
    ahead.close();
    DurableIndex again = open(LOG);
    assertThat(again.floor()).hasValue(10);
    assertThat(find(again, corpus)).containsExactly("kernel 1");
    again.close();
  }

  private static int segments(DurableIndex index) {
    return index.figures("state", 0).orElseThrow().segments();
  }

  @Test
  void whatKafkaHasNotCommittedIsDroppedWithWhatWasNotWritten() throws IOException {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel one");
    now = now.plus(SETTINGS.commitInterval());
    index.committed(10);
    corpus.say("kernel two");
    index.committed(20);
    corpus.say("kernel three, not committed");
    assertThat(find(index, corpus)).hasSize(3);

    DurableIndex crashed = afterACrash(index);
    assertThat(crashed.floor()).hasValue(10);
    assertThat(find(crashed, corpus)).containsExactly("kernel one");
    crashed.close();
    DurableIndex closed = open(LOG);
    assertThat(closed.floor()).hasValue(10);
    assertThat(find(closed, corpus)).containsExactly("kernel one");
    closed.close();
  }

  @Test
  void sessionsThatWaitAreWrittenWithTheCommitThatReflectsThem() throws IOException {
    DurableIndex index = open(LOG);
    change(index, "a", 1);
    change(index, "b", 2);
    index.committed(10); // too early to be written
    change(index, "c", 11);
    now = now.plus(SETTINGS.commitInterval());
    index.committed(20);
    change(index, "a", 21);
    change(index, "d", 22);
    index.committed(30);
    assertThat(sessions(index)).containsExactly("d 22", "a 21", "c 11", "b 2");

    DurableIndex crashed = afterACrash(index);
    assertThat(crashed.floor()).hasValue(20);
    assertThat(sessions(crashed)).containsExactly("c 11", "b 2", "a 1");
    crashed.close();
    DurableIndex closed = open(LOG);
    assertThat(closed.floor()).hasValue(30);
    assertThat(sessions(closed)).containsExactly("d 22", "a 21", "c 11", "b 2");
    change(closed, "e", 31);
    closed.clear();
    assertThat(sessions(closed)).isEmpty();
    closed.close();
  }

  @Test
  void sessionsOfAnUncommittedChangeAreNotWrittenWhenTheIndexRests() {
    DurableIndex index = open(LOG);
    now = now.plus(SETTINGS.commitInterval());
    change(index, "a", 1);
    index.committed(10);
    change(index, "b", 11);
    index.committed(20);
    change(index, "c", 21);
    index.touch();
    assertThat(index.durable()).hasValue(10);
    index.committed(30);
    assertThat(sessions(index)).hasSize(3); // a reader writes them; that is no change
    index.touch();
    assertThat(index.durable()).hasValue(30);
    index.close();
  }

  private static void change(DurableIndex index, String id, long offset) {
    SessionRow row = PendingSessionsTest.row(id, offset, "{}");
    index.index().apply(row.session().owner(), row.session().id(), row);
  }

  private static List<String> sessions(DurableIndex index) {
    return index
        .index()
        .sessions(null, SessionRange.newest(9), OptionalLong.empty(), 9)
        .places()
        .stream()
        .map(place -> place.session() + " " + place.number())
        .toList();
  }

  @Test
  void aCommitHoldsWhatWasThereWhenItBegan() throws IOException {
    Queue<Runnable> disk = new ArrayDeque<>();
    DurableIndex index = open(LOG, disk::add);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel one");
    now = now.plus(SETTINGS.commitInterval());
    index.committed(10);
    corpus.say("kernel two");
    now = now.plus(SETTINGS.commitInterval());
    index.committed(20);
    corpus.say("kernel three");
    assertThat(find(index, corpus)).hasSize(3);
    assertThat(index.durable()).as("the disk is slow").isEmpty();
    assertThat(disk).as("one commit at a time").hasSize(1);

    disk.remove().run();
    assertThat(index.durable()).hasValue(10);
    DurableIndex crashed = afterACrash(index);
    assertThat(crashed.floor()).hasValue(10);
    assertThat(find(crashed, corpus)).containsExactly("kernel one");
    crashed.close();
  }

  @Test
  void aCommitThatTheDiskRefusesIsToldAtTheNext() throws IOException {
    Queue<Runnable> disk = new ArrayDeque<>();
    DurableIndex index = open(LOG, disk::add);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel one");
    now = now.plus(SETTINGS.commitInterval());
    index.committed(10);
    try (var files = Files.list(path)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("write.lock")) {
          Files.delete(file);
        }
      }
    }
    disk.remove().run();
    assertThat(index.durable()).isEmpty();
    corpus.say("kernel two");
    now = now.plus(SETTINGS.commitInterval());
    assertThatThrownBy(() -> index.committed(20)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(index::close).isInstanceOf(UncheckedIOException.class);
    DurableIndex again = open(LOG);
    assertThat(again.floor()).isEmpty();
    again.close();
  }

  @Test
  void offsetsBelowTheFloorAreOfNoInterest() {
    DurableIndex index = open(LOG);
    new Corpus(index.index()).say("kernel");
    index.committed(10);
    index.close();
    DurableIndex again = open(LOG);
    now = now.plus(SETTINGS.commitInterval());
    again.restored(5, now.toEpochMilli());
    again.committed(-4);
    assertThat(again.durable()).hasValue(10);
    again.close();
  }

  @Test
  void anIndexOfAnotherLogIsEmptied() {
    DurableIndex index = open(LOG);
    new Corpus(index.index()).say("kernel");
    index.committed(10);
    index.close();
    DurableIndex other = open(new IndexExpectation("recreated", Long.MIN_VALUE));
    assertThat(other.floor()).isEmpty();
    assertThat(other.index().messages()).isZero();
    other.close();
  }

  @Test
  void anIndexThatMayHaveMissedDeletionsIsEmptied() {
    DurableIndex index = open(LOG);
    new Corpus(index.index()).say("kernel");
    index.restored(10, now.minus(Duration.ofHours(3)).toEpochMilli());
    index.close();
    long opened = now.toEpochMilli();
    DurableIndex again = open(new IndexExpectation("log", opened));
    assertThat(again.floor()).as("it began when it was empty").hasValue(10);
    again.close();
    DurableIndex late = open(new IndexExpectation("log", opened + 1));
    assertThat(late.floor()).isEmpty();
    late.close();
  }

  @Test
  void anIndexThatRestsDoesNotGrowOld() {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel");
    index.committed(10);
    now = now.plus(Duration.ofDays(3));
    index.touch();
    assertThat(index.durable()).hasValue(10);
    corpus.say("kernel, on its way");
    now = now.plus(Duration.ofDays(3));
    index.touch();
    index.close();
    DurableIndex again =
        open(new IndexExpectation("log", now.minus(Duration.ofDays(3)).toEpochMilli()));
    assertThat(again.floor()).hasValue(10);
    assertThat(again.index().messages()).isEqualTo(1);
    again.close();
  }

  @Test
  void anUnreadableIndexIsEmptied() throws IOException {
    DurableIndex index = open(LOG);
    new Corpus(index.index()).say("kernel");
    index.committed(10);
    index.close();
    try (var files = Files.list(path)) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".cfs") || file.toString().endsWith(".si")) {
          Files.write(file, new byte[] {1, 2, 3});
        }
      }
    }
    DurableIndex again = open(LOG);
    assertThat(again.floor()).isEmpty();
    new Corpus(again.index()).say("kernel");
    assertThat(again.index().messages()).isEqualTo(1);
    again.close();
  }

  private void damage() throws IOException {
    try (var files = Files.list(path)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".cfs")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = bytes.length / 2; at < bytes.length / 2 + 32; at++) {
          bytes[at] ^= 0x55;
        }
        Files.write(file, bytes);
      }
    }
  }

  @Test
  void anIndexWhoseFilesAreDamagedInsideIsServedNoMoreOnceThatIsSeenAndBeginsAnew()
      throws IOException {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    for (int number = 0; number < 300; number++) {
      corpus.say("kernel panic number " + number);
    }
    index.committed(10);
    index.close();
    damage();
    DurableIndex again = open(LOG);
    assertThat(again.floor()).hasValue(10); // heads and tails of files are sound
    int[] told = new int[1];
    again.onDamage(() -> told[0]++);
    assertThat(again.index().damage(() -> {}))
        .hasValueSatisfying(what -> assertThat(what).contains("checksum failed"));
    assertThatThrownBy(() -> again.index().check(() -> {})).hasMessageContaining("gone");
    assertThat(told[0]).isOne();
    again.close();
    DurableIndex anew = open(LOG);
    assertThat(anew.floor()).isEmpty();
    new Corpus(anew.index()).say("kernel");
    assertThat(anew.index().messages()).isEqualTo(1);
    anew.close();
  }

  @Test
  void damageOnTheDiskIsNamedThoughSearchesHaveACopyInMemory() throws IOException {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    for (int number = 0; number < 300; number++) {
      corpus.say("kernel panic number " + number);
    }
    assertThat(index.index().messages()).isEqualTo(300); // read in memory, as small segments are
    now = now.plus(SETTINGS.commitInterval());
    index.committed(10);
    assertThat(index.durable()).hasValue(10);
    assertThat(index.index().damage(() -> {})).isEmpty();
    damage();
    int[] told = new int[1];
    index.onDamage(() -> told[0]++);
    assertThat(index.index().damage(() -> {}))
        .hasValueSatisfying(what -> assertThat(what).contains("checksum failed"));
    assertThat(told[0]).isOne();
    index.close();
    DurableIndex anew = open(LOG);
    assertThat(anew.floor()).isEmpty();
    anew.close();
  }

  @Test
  void aMergeThatMeetsDamageIsNotTriedAgainAndAgain() throws IOException {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    for (int number = 0; number < 300; number++) {
      corpus.say("kernel panic number " + number);
    }
    index.committed(10);
    index.close();
    damage();
    DurableIndex again = open(LOG);
    new Corpus(again.index()).say("panic");
    int[] told = new int[1];
    again.onDamage(() -> told[0]++);
    assertThatThrownBy(again::merge).isInstanceOf(RuntimeException.class);
    again.lookForDamage();
    assertThat(told[0]).isOne();
    again.close();
    DurableIndex anew = open(LOG);
    assertThat(anew.floor()).isEmpty();
    anew.close();
  }

  @Test
  void clearingForgetsOnDiskToo() throws IOException {
    DurableIndex index = open(LOG);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel");
    index.committed(10);
    index.close();
    DurableIndex cleared = open(LOG);
    cleared.clear();
    assertThat(cleared.floor()).isEmpty();
    assertThat(cleared.index().messages()).isZero();
    new Corpus(cleared.index()).say("kernel");
    DurableIndex crashed = afterACrash(cleared);
    assertThat(crashed.floor()).isEmpty();
    assertThat(crashed.index().messages()).isZero();
    crashed.close();
  }

  @Test
  void aClosedIndexSaysSoAndAnOpenOneIsNotOpenedTwice() {
    DurableIndex index = open(LOG);
    SearchIndex searches = index.index();
    assertThatThrownBy(() -> open(LOG)).isInstanceOf(UncheckedIOException.class);
    index.close();
    assertThatThrownBy(() -> searches.termStatistics("x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gone");
    assertThatThrownBy(searches::bytes).hasMessage("gone");
    open(LOG).close();
  }
}
