package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Payload.Past;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.DocumentId;
import io.chatlog.value.InsightType;
import io.chatlog.value.PanelId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentText;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.Lookup;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import io.chatlog.view.SeqPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What backups are told of documents, contexts, personas and panels. */
final class BackupListsTest {
  private static final UserId ANN = new UserId("ann");

  private final Events events = new Events();
  private final PanelEvents panels = new PanelEvents(events);
  private final MapPartition partition = new MapPartition();

  private <T> T found(Read<Lookup<T>> read) {
    return ((Lookup.Found<T>) ReadSwitch.answer(partition, 0, 0, read)).value();
  }

  private long last() {
    return partition.rows().partition().appliedOffset();
  }

  private void document(String user, String session, String id, String upload, String... pieces) {
    Past past = Past.UNKNOWN;
    byte[] bytes = id.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    partition.apply(
        Events.restoring(
            events.documentPart(user, session, upload, 0, bytes, List.of(pieces)), past));
    partition.apply(
        Events.restoring(
            events.document(user, session, id, upload, "sha-" + id, bytes.length, 1, pieces.length),
            past));
  }

  private List<String> documents(long last, int limit) {
    List<String> ids = new ArrayList<>();
    Long after = -1L;
    while (after != null) {
      SeqPage<Kept<Document>> page = found(new Read.ListKeptDocuments(ANN, after, last, limit));
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page.items().forEach(kept -> ids.add(kept.value().id().value()));
      after = page.next();
    }
    return ids;
  }

  @Test
  void documentsComeInTheOrderOfTheLogWhateverTheirSession() {
    partition.apply(events.user("ann"));
    partition.apply(events.user("anne"));
    partition.apply(events.session("ann", "a", "web"));
    partition.apply(events.restoredSession("ann", "b", "web", SessionStatus.DELETED, null, null));
    partition.apply(events.session("ann", "gone", "web"));
    partition.apply(events.session("anne", "a", "web"));
    document("ann", "b", "d3", "up1", "x");
    document("ann", "a", "d1", "up2", "x");
    document("anne", "a", "other", "up3", "x");
    document("ann", "gone", "d9", "up4", "x");
    document("ann", "b", "d2", "up5", "x");
    long until = last();
    document("ann", "a", "d0", "up6", "x");
    partition.apply(events.documentPart("ann", "a", "unfinished", 0, new byte[1], List.of()));
    partition.apply(events.deleteSession("ann", "gone", null));

    for (int limit : new int[] {1, 2, 3, 200}) {
      assertThat(documents(until, limit)).containsExactly("d3", "d1", "d2");
      assertThat(documents(last(), limit)).containsExactly("d3", "d1", "d2", "d0");
    }
  }

  @Test
  void theTextOfADocumentComesInPartsThatFitAnEvent() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "a", "web"));
    String piece = "x".repeat(10_000);
    String[] pieces = new String[40];
    java.util.Arrays.fill(pieces, piece);
    document("ann", "a", "doc", "up", pieces);
    DocumentText first = text(0);
    assertThat(first.pieces()).hasSize(Read.GetDocumentText.CHARS_MAX / piece.length());
    assertThat(first.document().chunkCount()).isEqualTo(40);
    assertThat(text(39).pieces()).hasSize(1);
    assertThat(text(40).pieces()).isEmpty();
    partition.apply(events.deleteDocument("ann", "a", "doc", null));
    assertThat(
            ReadSwitch.answer(
                partition,
                0,
                0,
                new Read.GetDocumentText(ANN, new SessionId("a"), new DocumentId("doc"), 0)))
        .isInstanceOf(Lookup.Missing.class);
  }

  private DocumentText text(long from) {
    return found(new Read.GetDocumentText(ANN, new SessionId("a"), new DocumentId("doc"), from));
  }

  @Test
  void contextsComeInTheOrderInWhichTheyWereSaved() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "a", "web"));
    partition.apply(events.context("ann", "c2", "a", "two"));
    partition.apply(events.context("ann", "c1", null, "one"));
    partition.apply(events.patchSession("ann", "a", "{\"status\":\"deleted\"}", null));
    long until = last();
    partition.apply(events.context("ann", "c0", null, "later"));

    List<String> ids = new ArrayList<>();
    Long after = -1L;
    while (after != null) {
      SeqPage<Kept<SavedContext>> page = found(new Read.ListKeptContexts(ANN, after, until, 1));
      page.items().forEach(kept -> ids.add(kept.value().id().value()));
      after = page.next();
    }
    assertThat(ids).containsExactly("c2", "c1");
  }

  @Test
  void personasAndPanelsComeById() {
    partition.apply(panels.persona("p2", "Two", "ann"));
    partition.apply(panels.persona("p1", "One", null));
    partition.apply(panels.persona("p3", "Three", "ann"));
    assertThat(personas(null, 1)).containsExactly("p1", "p2", "p3");
    assertThat(personas(ANN, 1)).containsExactly("p2", "p3");
    partition.apply(panels.panel("b", "B"));
    partition.apply(panels.panel("a", "A", "p1"));
    IdPage<KeptPanel> page =
        ReadSwitch.answer(partition, 0, 0, new Read.ListKeptPanels(0, new PanelId("a"), 5));
    assertThat(page.items()).extracting(kept -> kept.panel().title()).containsExactly("B");
    assertThat(page.more()).isFalse();
  }

  private List<String> personas(UserId owner, int limit) {
    List<String> ids = new ArrayList<>();
    IdPage<Kept<Persona>> page;
    io.chatlog.value.PersonaId after = null;
    do {
      page = ReadSwitch.answer(partition, 0, 0, new Read.ListKeptPersonas(0, owner, after, limit));
      for (Kept<Persona> kept : page.items()) {
        after = kept.value().id();
        ids.add(after.value());
      }
    } while (page.more());
    return ids;
  }

  @Test
  void whatIsSaidInAPanelComesBySeqAndAPageEndsBehindSoMuchText() {
    partition.apply(panels.panel("a", "A", "p1"));
    String large = "x".repeat(100_000);
    int messages = KeptLists.PAGE_CHARS_MAX / large.length() + 5;
    for (int at = 1; at <= messages; at++) {
      partition.apply(panels.message("a", "m" + at, large, null, null, null));
    }
    partition.apply(panels.insight("a", "i", InsightType.SUMMARY, "so it is", "m1"));
    PanelId panel = new PanelId("a");
    SeqPage<Kept<PanelMessage>> first = found(new Read.ListKeptPanelMessages(panel, 0, 200));
    assertThat(first.items()).hasSize(KeptLists.PAGE_CHARS_MAX / large.length() + 1);
    SeqPage<Kept<PanelMessage>> rest =
        found(new Read.ListKeptPanelMessages(panel, first.next(), 200));
    assertThat(rest.items()).hasSize(messages - first.items().size());
    assertThat(rest.items().getLast().value().id().value()).isEqualTo("m" + messages);
    assertThat(rest.next()).isNull();
    SeqPage<Kept<Insight>> insights = found(new Read.ListKeptInsights(panel, 0, 1));
    assertThat(insights.items()).extracting(kept -> kept.value().content()).contains("so it is");
    assertThat(insights.next()).isNull();
  }
}
