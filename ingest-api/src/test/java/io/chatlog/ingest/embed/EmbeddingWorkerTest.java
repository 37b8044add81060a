package io.chatlog.ingest.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.embedding.Embedder;
import io.chatlog.embedding.EmbedderException;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.EmbedChunk;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.EmbedSession;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.InMemoryEventLog;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.WrittenEvents;
import io.chatlog.testkit.Events;
import io.chatlog.value.Embedding;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingWorkerTest {
  private final Events events = new Events();
  private final Model model = new Model();
  private final Source source = new Source();
  private final InMemoryEventLog log = new InMemoryEventLog(1);
  private final EmbeddingWorker worker =
      new EmbeddingWorker(
          source,
          model,
          new EventEncoder(LogDecoder.SCHEMA_ID, 1),
          log,
          new CountingIds(),
          new SteppingClock());

  /** Gives out what it has, then stops the worker. */
  private final class Source implements WrittenEvents {
    private final Deque<List<Event>> pages = new ArrayDeque<>();
    private int given;
    private int stays;
    private int done;
    private final List<Duration> rests = new ArrayList<>();
    private boolean closed;

    @Override
    public List<Event> next() {
      if (pages.isEmpty()) {
        worker.stop();
        return List.of();
      }
      given++;
      return pages.remove();
    }

    @Override
    public void done() {
      done = given;
    }

    @Override
    public void stay() {
      stays++;
    }

    @Override
    public void rest(Duration length) {
      rests.add(length);
      if (rests.size() > 20) {
        worker.stop();
      }
    }

    @Override
    public long backlog() {
      return pages.size();
    }

    @Override
    public void wake() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Of two numbers: the length, and 1. */
  private static final class Model implements Embedder {
    private final List<List<String>> asked = new ArrayList<>();
    private int away;
    private int refusals;

    @Override
    public int batchItemsMax() {
      return 3;
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public List<float[]> embed(List<String> texts) throws EmbedderException {
      asked.add(texts);
      if (away > 0) {
        away--;
        throw new EmbedderException(true, "away", null);
      }
      if (refusals > 0) {
        refusals--;
        throw new EmbedderException(false, "no such model", null);
      }
      if (texts.contains("too much")) {
        throw new EmbedderException(true, "broke down", null);
      }
      if (texts.contains("refused")) {
        throw new EmbedderException(false, "not this text", null);
      }
      return texts.stream().map(text -> new float[] {text.length(), 1}).toList();
    }

    @Override
    public void close() {}
  }

  private Event said(String id, String content) {
    return events.message("u", "s", id, Role.USER, content);
  }

  private List<EmbedMessage> written() {
    return log.records(0).stream()
        .map(record -> (EmbedMessage) LogDecoder.event(record).payload())
        .toList();
  }

  @Test
  void whatCameWithoutAVectorGetsOne() {
    source.pages.add(
        List.of(
            events.user("u"),
            said("m1", "one"),
            Events.withEmbedding(said("m2", "two"), 1, 2),
            events.patchMessage("u", "s", "m3", "{\"content\":\"three\"}", null),
            events.patchMessage("u", "s", "m4", "{\"metadata\":{}}", null),
            events.patchMessage("u", "s", "m5", "{\"content\":\"5\",\"embedding\":[1,2]}", null),
            events.patchMessage("u", "s", "m6", "{\"embedding\":null}", null)));
    worker.run();
    assertThat(written())
        .extracting(embed -> embed.messageId().value())
        .containsExactly("m1", "m3");
    EmbedMessage first = written().getFirst();
    assertThat(first.embedding()).isEqualTo(Embedding.of(new float[] {3, 1}));
    assertThat(first.contentHash()).isEqualTo(EmbedMessage.hash("one"));
    assertThat(worker.made()).isEqualTo(2);
    assertThat(source.closed).isTrue();
    assertThat(source.done).isEqualTo(1);
  }

  @Test
  void callsAreNoLargerThanTheModelTakes() {
    List<Event> many = new ArrayList<>();
    for (int number = 0; number < 7; number++) {
      many.add(said("m" + number, "said " + number));
    }
    source.pages.add(many);
    worker.run();
    assertThat(model.asked).extracting(List::size).containsExactly(3, 3, 1);
    assertThat(source.stays).isEqualTo(2);
    assertThat(written()).hasSize(7);
  }

  @Test
  void piecesOfDocumentsGetVectors() {
    source.pages.add(
        List.of(
            events.documentPart("u", "s", "old", 0, new byte[1], List.of("one", " ")),
            events.documentPart("u", "s", "old", 1, new byte[0], List.of("two")),
            events.documentPart("u", "s", "lost", 1, new byte[0], List.of("of unknown number")),
            events.documentPart("u", "s", "new", 3, new byte[0], List.of("three"), 7)));
    worker.run();
    assertThat(log.records(0).stream().map(record -> LogDecoder.event(record).payload()).toList())
        .containsExactly(chunk("old", 0, "one"), chunk("old", 2, "two"), chunk("new", 7, "three"));
  }

  @Test
  void sessionsGetVectorsOfWhatTheySay() {
    source.pages.add(
        List.of(
            titled("s1", "a title"),
            events.session("u", "s2", "web"),
            Events.withSessionEmbedding(titled("s3", "brought"), 1, 2),
            events.patchSession("u", "s2", "{\"title\":\"t\",\"summary\":\"in short\"}", null),
            events.patchSession("u", "s2", "{\"summary\":null,\"tags\":[]}", null),
            events.patchSession("u", "s2", "{\"title\":\"t\",\"embedding\":[1,2]}", null)));
    worker.run();
    assertThat(log.records(0).stream().map(record -> LogDecoder.event(record).payload()).toList())
        .containsExactly(session("s1", "a title"), session("s2", "in short"));
  }

  private Event titled(String id, String title) {
    return events
        .session("u", id, "web")
        .with(
            new CreateSession(
                new SessionId(id), title, null, null, null, null, List.of(), null, null, null));
  }

  private Event inTitled(String id) {
    return events.message(
        "u", "s", id, Role.USER, "said", null, new CreateMissing("titled", null, null));
  }

  private static EmbedSession session(String id, String text) {
    return new EmbedSession(
        new SessionId(id), EmbedMessage.hash(text), Embedding.of(new float[] {text.length(), 1}));
  }

  @Test
  void aSessionThatEveryMessageOfABatchNamesIsLookedAtOnceUntilItIsDeleted() {
    source.pages.add(
        List.of(
            inTitled("m1"), inTitled("m2"), events.deleteSession("u", "s", null), inTitled("m3")));
    worker.run();
    assertThat(log.records(0).stream().map(record -> LogDecoder.event(record).payload()).toList())
        .filteredOn(EmbedSession.class::isInstance)
        .hasSize(2);
  }

  private static EmbedChunk chunk(String upload, int number, String text) {
    return new EmbedChunk(
        new SessionId("s"),
        new UploadId(upload),
        number,
        EmbedMessage.hash(text),
        Embedding.of(new float[] {text.length(), 1}));
  }

  @Test
  void whileTheModelIsAwayItIsAskedLessAndLessOftenAndNothingIsLost() {
    model.away = 5 + 3 * 3; // five times the batch alone; then each text and a probe as well
    source.pages.add(List.of(said("m1", "one")));
    source.pages.add(List.of(said("m2", "two")));
    worker.run();
    assertThat(source.rests)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThat(written()).hasSize(2);
    assertThat(worker.failures()).isEqualTo(8);
  }

  @Test
  void whileTheModelIsAwayNothingIsDone() {
    model.away = Integer.MAX_VALUE;
    source.pages.add(List.of(said("m1", "one")));
    worker.run();
    assertThat(source.done).isZero();
    assertThat(worker.backlog()).isEqualTo(1);
    assertThat(written()).isEmpty();
  }

  @Test
  void aTextThatIsRefusedCostsNoOtherItsVector() {
    source.pages.add(List.of(said("m1", "one"), said("m2", "refused"), said("m3", "three")));
    worker.run();
    assertThat(written())
        .extracting(embed -> embed.messageId().value())
        .containsExactly("m1", "m3");
    assertThat(worker.refused()).isEqualTo(1);
    assertThat(source.done).isEqualTo(1);
  }

  @Test
  void whileTheModelRefusesEverythingNothingIsPassedOver() {
    model.refusals = 2 * (1 + 2 + 1); // twice a batch, each of its texts, and a probe
    source.pages.add(List.of(said("m1", "one"), said("m2", "two")));
    worker.run();
    assertThat(source.rests).hasSize(2);
    assertThat(written()).hasSize(2);
    assertThat(worker.refused()).isZero();
  }

  @Test
  void aTextThatTheModelBreaksDownOfGoesWithoutAfterAWhile() {
    source.pages.add(List.of(said("m1", "one"), said("m2", "too much"), said("m3", "three")));
    source.pages.add(List.of(said("m4", "too much")));
    worker.run();
    assertThat(written())
        .extracting(embed -> embed.messageId().value())
        .containsExactly("m1", "m3");
    assertThat(worker.refused()).isEqualTo(2);
    assertThat(worker.failures()).isEqualTo(10);
    assertThat(source.done).isEqualTo(2);
  }
}
