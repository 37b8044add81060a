package io.chatlog.processor.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.search.IndexAudit;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.search.VectorMark;
import io.chatlog.processor.store.Recount;
import io.chatlog.processor.store.ReindexListener;
import io.chatlog.processor.store.RowDifference;
import io.chatlog.processor.store.RowNames;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.ScratchRows;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.InsightType;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.UpkeepReport.Difference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition with a row of every kind, of which each is damaged in turn. */
final class DamageTest {
  private static final UserId ADA = new UserId("ada");
  private static final SessionId S1 = new SessionId("s1");
  private static final DocumentId NOTES = new DocumentId("notes");

  /**
   * Every kind of row but those that go (w), how far the partition is (h: verification waits for
   * it), and what no log tells: claims that are void (v), when something was erased (y).
   */
  private static final String KINDS = "ABCDEFGILMNPTabcdefgijkmoqrstuxz";

  /** Those that a count of other rows finds, too. */
  private static final String COUNTED = "ABCDEFILMNPTabcdfgijmoqstuxz";

  @TempDir private Path directory;
  private final Events events = new Events();
  private final PanelEvents panels = new PanelEvents(events);
  private DrivenPartition partition;

  @BeforeEach
  void start() throws Exception {
    partition = new DrivenPartition(directory);
    everything();
  }

  @AfterEach
  void stop() {
    partition.close();
  }

  private void everything() throws Exception {
    partition.send(events.user("ada"));
    partition.send(events.putSession("ada", "s1", "irc", "ext", null));
    partition.send(events.tag("ada", "s1", "blue", true));
    for (int number = 1; number <= 3; number++) {
      // the last one is earlier than the others
      partition.send(
          events.message(
              "ada", "s1", "m" + number, Role.USER, "word" + number, 9_000_000L - number, null));
    }
    partition.send(events.patchMessage("ada", "s1", "m1", "{\"content\":\"edited\"}", null));
    partition.send(events.patchSession("ada", "s1", "{\"title\":\"another\"}", null));
    byte[] content = "some bytes".getBytes(StandardCharsets.UTF_8);
    partition.send(events.documentPart("ada", "s1", "up", 0, content, List.of("some", "bytes")));
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    partition.send(events.document("ada", "s1", "notes", "up", sha256, content.length, 1, 2));
    partition.send(events.documentPart("ada", "s1", "open", 0, content, List.of("unfinished")));
    partition.send(events.context("ada", "c1", "s1", "what was said"));
    partition.send(events.context("ada", "c2", null, "anything"));
    partition.send(events.claimEmail("ada@x.org", "ada", null));
    partition.send(events.voidEmailClaim("ada", "old@x.org", 1));
    partition.send(panels.persona("critic", "Critic", "ada"));
    partition.send(panels.panel("board", "Board", "critic"));
    partition.send(panels.message("board", "p1", "hello", "critic", null, null));
    partition.send(panels.message("board", "p2", "indeed", "ada", null, "p1", null));
    partition.send(panels.insight("board", "i1", InsightType.SUMMARY, "so it is", "p1"));
    partition.send(events.message("nobody", "s", "m", Role.USER, "refused"));
  }

  private Optional<Difference> verify() {
    return new Verification(
            (number, active) -> Optional.of(partition.handle()),
            number -> partition.open(),
            (number, offset) -> new TreeMap<>(partition.standIns.tailMap(offset + 1)),
            partition.records,
            0,
            1,
            directory.resolve("scratch"),
            new Progress(() -> true))
        .run();
  }

  /** What a count finds of rows that agree with the log, by the same mistake. */
  private Optional<RowDifference> recount() {
    try (var snapshot = partition.handle().snapshot();
        var scratch = ScratchRows.open(directory.resolve("scratch/counts"))) {
      return new Recount(snapshot, scratch, () -> {}).run();
    }
  }

  private Map<Character, Bytes> firstOfEachKind() {
    Map<Character, Bytes> keys = new TreeMap<>();
    partition
        .handle()
        .scan(
            Bytes.wrap(new byte[1]),
            Bytes.wrap(new byte[] {0x7f}),
            false,
            (key, value) -> {
              keys.putIfAbsent((char) key.get()[0], key);
              return true;
            });
    return keys;
  }

  private SearchIndex index() {
    return (SearchIndex) partition.handle().index();
  }

  private static final class Counts implements ReindexListener {
    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public void begins(long documents) {}

    @Override
    public void written() {
      counts.merge("written", 1, Integer::sum);
    }

    @Override
    public void looked() {
      counts.merge("looked", 1, Integer::sum);
    }

    @Override
    public void removed() {
      counts.merge("removed", 1, Integer::sum);
    }
  }

  private int reindex() {
    Counts counts = new Counts();
    partition.handle().reindex(counts);
    return counts.counts.getOrDefault("removed", 0);
  }

  @Test
  void aMissingRowOfAnyKindIsNamedAndReindexingMendsWhatItDidToTheIndex() {
    assertThat(verify()).isEmpty();
    Map<Character, Bytes> rows = firstOfEachKind();
    rows.keySet().removeAll(List.of('h', 'v', 'y', 'U')); // U: older versions wrote none
    StringBuilder kinds = new StringBuilder();
    rows.keySet().forEach(kinds::append);
    assertThat(kinds.toString()).isEqualTo(KINDS);
    rows.forEach(
        (kind, key) -> {
          byte[] value = partition.store().get(key);
          partition.store().delete(key);
          assertThat(verify())
              .as("kind %s", kind)
              .hasValueSatisfying(
                  found -> {
                    assertThat(found.check()).isEqualTo("log_to_rows");
                    assertThat(found.kind())
                        .isEqualTo(RowNames.kind(key))
                        .doesNotContain("rows of");
                    assertThat(found.key()).isEqualTo(RowNames.key(key)).doesNotContain("\\x00");
                    assertThat(found.found()).isEqualTo("nothing");
                  });
          assertThat(recount().isPresent())
              .as("kind %s is counted", kind)
              .isEqualTo(COUNTED.indexOf(kind) >= 0);
          partition.store().put(key, value);
        });
    assertThat(verify())
        .hasValueSatisfying(found -> assertThat(found.check()).isEqualTo("rows_to_index"));
    reindex();
    assertThat(verify()).isEmpty();
  }

  @Test
  void whatIsLeftOfErasureIsComparedAsFarAsItCanBe() {
    partition.send(events.message("ada", "s1", "m4", Role.USER, "gone soon"));
    partition.send(events.deleteMessage("ada", "s1", "m4", null));
    partition.send(events.user("eve"));
    partition.send(events.deleteUser("eve", true));
    assertThat(verify()).isEmpty();
    Map<Character, Bytes> rows = firstOfEachKind();
    for (char kind : new char[] {'k', 'r'}) {
      Bytes key = rows.get(kind);
      byte[] value = partition.store().get(key);
      partition.store().delete(key);
      assertThat(verify())
          .as("a missing row of kind %s", kind)
          .hasValueSatisfying(found -> assertThat(found.found()).isEqualTo("nothing"));
      partition.store().put(key, value);

      byte[] other = key.get().clone();
      ByteBuffer.wrap(other).putLong(other.length - Long.BYTES, 4);
      partition.store().put(Bytes.wrap(other), value);
      assertThat(verify())
          .as("a row of kind %s that no event brought", kind)
          .hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo(RowNames.kind(key)));
      partition.store().delete(Bytes.wrap(other));
    }
    assertThat(verify()).isEmpty();
  }

  @Test
  void bytesOfADocumentThatAreOthersAreFoundByTheirSum() {
    Bytes key = firstOfEachKind().get('B');
    List<Bytes> parts = new java.util.ArrayList<>();
    partition
        .handle()
        .scan(
            Bytes.wrap(new byte[] {'B'}),
            Bytes.wrap(new byte[] {'C'}),
            false,
            (part, value) -> parts.add(part));
    assertThat(key).isEqualTo(parts.getFirst());
    Bytes ofDocument = parts.getLast(); // "open" comes first
    String text = new String(partition.store().get(ofDocument), StandardCharsets.ISO_8859_1);
    partition
        .store()
        .put(
            ofDocument,
            text.replace("some bytes", "same bytes").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(recount())
        .hasValueSatisfying(
            found -> {
              assertThat(found.key()).isEqualTo("user=ada session=s1 document=notes");
              assertThat(found.expected()).startsWith("sha256 = ");
            });
  }

  @Test
  void anEditThatTheIndexMissedIsNamedAndMended() {
    MessageRow before = new Rows(partition.handle()).message(ADA, S1, 2);
    partition.send(events.patchMessage("ada", "s1", "m2", "{\"content\":\"otherwise\"}", null));
    index().apply(before);
    assertThat(verify())
        .hasValueSatisfying(
            found -> {
              assertThat(found.expected()).isEqualTo("a document of version = 2");
              assertThat(found.found()).isEqualTo("a document of version = 1");
            });
    reindex();
    assertThat(verify()).isEmpty();
  }

  @Test
  void aVectorThatIsMissingOrAnotherOrTooManyInTheIndexIsNamedAndMended() {
    MessageRow without = new Rows(partition.handle()).message(ADA, S1, 2);
    partition.send(events.embed("ada", "s1", "m2", "word2", 3, 4));
    MessageRow with = new Rows(partition.handle()).message(ADA, S1, 2);
    assertThat(verify()).isEmpty();
    Embedding other = Embedding.of(new float[] {4, 3});
    Embedding longer = Embedding.of(new float[] {3, 4, 0});

    vectorDiffers(without, VectorMark.of(with.embedding()), VectorMark.NONE);
    vectorDiffers(withVector(with, other), VectorMark.of(with.embedding()), VectorMark.of(other));
    vectorDiffers(withVector(with, longer), VectorMark.of(with.embedding()), VectorMark.of(longer));
    MessageRow third = new Rows(partition.handle()).message(ADA, S1, 3);
    vectorDiffers(withVector(third, other), VectorMark.NONE, VectorMark.of(other));
  }

  private static MessageRow withVector(MessageRow row, @Nullable Embedding vector) {
    return new MessageRow(
        row.message(),
        row.offset(),
        row.eventId(),
        row.fingerprint(),
        row.sessionActivityMicros(),
        row.channel(),
        row.source(),
        row.hidden(),
        row.restored(),
        vector,
        true);
  }

  private void vectorDiffers(MessageRow indexed, VectorMark expected, VectorMark found) {
    index().apply(indexed);
    assertThat(verify())
        .contains(
            new Difference(
                "rows_to_index",
                "message",
                "user=ada session=s1 seq=" + indexed.message().seq(),
                "a document of vector = " + expected,
                "a document of vector = " + found));
    reindex();
    assertThat(verify()).isEmpty();
  }

  @Test
  void aVectorOfASessionThatIsAnotherInTheIndexIsNamedAndMended() {
    partition.send(
        Events.withSessionEmbedding(events.putSession("ada", "s1", "irc", "ext", null), 3, 4));
    assertThat(verify()).isEmpty();
    SessionVectorRow row = new Rows(partition.handle()).sessionVector(ADA, S1);
    Embedding other = Embedding.of(new float[] {4, 3});
    index()
        .apply(
            new SessionVectorRow(
                row.owner(),
                row.session(),
                other,
                row.offset(),
                row.createdAtMicros(),
                row.channel(),
                row.source(),
                row.hidden(),
                row.metadataJson(),
                row.modelled()));
    assertThat(verify())
        .hasValueSatisfying(
            found -> {
              assertThat(found.expected())
                  .isEqualTo("a document of vector = " + VectorMark.of(row.embedding()));
              assertThat(found.found()).isEqualTo("a document of vector = " + VectorMark.of(other));
            });
    reindex();
    assertThat(verify()).isEmpty();
  }

  @Test
  void piecesOfADocumentThatAreNotThereAreNamedAndMended() {
    index().deleteDocument(ADA, S1, NOTES);
    assertThat(verify())
        .contains(
            new Difference(
                "rows_to_index",
                "document",
                "user=ada session=s1 document=notes",
                "a document",
                "no document"));
    assertThat(reindex()).isZero();
    assertThat(verify()).isEmpty();
  }

  @Test
  void theTextOfAnErasedDocumentIsNamedAndTakenAway() {
    var row = new Rows(partition.handle()).document(ADA, S1, NOTES);
    partition.send(events.deleteDocument("ada", "s1", "notes", null));
    assertThat(verify()).isEmpty();
    index().apply(row, chunk -> chunk < 2 ? "erased text" : null, _ -> null);
    assertThat(verify())
        .contains(
            new Difference(
                "rows_to_index",
                "document",
                "user=ada session=s1 document=notes",
                "no document",
                "a document"));
    assertThat(reindex()).isOne();
    assertThat(verify()).isEmpty();
    try (IndexAudit audit = index().audit()) {
      assertThat(audit.document(ADA, S1, NOTES)).isNull();
    }
  }

  @Test
  void piecesOfADocumentFollowTheirSessionWhenTheyAreMadeAnew() {
    partition.send(events.patchSession("ada", "s1", "{\"channel\":\"web\"}", null));
    partition.send(events.patchSession("ada", "s1", "{\"status\":\"deleted\"}", null));
    assertThat(verify()).isEmpty();
    reindex();
    assertThat(verify()).isEmpty();
    partition.send(events.patchSession("ada", "s1", "{\"status\":\"active\"}", null));
    assertThat(verify()).isEmpty();
  }

  @Test
  void aSessionWithOtherTagsIsNamed() {
    var row = new Rows(partition.handle()).session(ADA, S1);
    partition.send(events.tag("ada", "s1", "green", true));
    var now = new Rows(partition.handle()).session(ADA, S1);
    index().apply(ADA, S1, row);
    assertThat(now).isNotEqualTo(row);
    assertThat(verify()).hasValueSatisfying(found -> assertThat(found.kind()).isEqualTo("session"));
    reindex();
    assertThat(verify()).isEmpty();
  }
}
