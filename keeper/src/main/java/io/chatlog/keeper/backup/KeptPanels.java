package io.chatlog.keeper.backup;

import io.chatlog.keeper.backup.KeptReads.Sink;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.SeqPage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads personas and panels. */
final class KeptPanels {
  private static final int EACH = Read.OfBackup.LIMIT_MAX;

  private final KeptReads reads;

  KeptPanels(KeptReads reads) {
    this.reads = reads;
  }

  /**
   * The personas of a partition by id.
   *
   * @param owner only those that belong to this user; null for all
   * @return up to where all that were there are told
   */
  Positions personas(int partition, @Nullable UserId owner, Sink sink) throws IOException {
    Positions reflects = null;
    PersonaId after = null;
    Complete<IdPage<Kept<Persona>>> page;
    do {
      page = reads.ask(new Read.ListKeptPersonas(partition, owner, after, EACH));
      reflects = reflects == null ? page.reflects() : reflects;
      for (Kept<Persona> persona : page.value().items()) {
        after = persona.value().id();
        sink.take(new Line.OfPersona(persona));
      }
    } while (page.value().more());
    return reflects;
  }

  /** The panels of a partition by id, each followed by its messages and its insights. */
  void panels(int partition, Sink sink) throws IOException {
    PanelId after = null;
    IdPage<KeptPanel> page;
    do {
      page = reads.ask(new Read.ListKeptPanels(partition, after, EACH)).value();
      for (KeptPanel panel : page.items()) {
        after = panel.panel().id();
        panel(after, panel, sink);
      }
    } while (page.more());
  }

  /** What comes meanwhile is left out: an insight may name a message that is. */
  private void panel(PanelId id, KeptPanel panel, Sink sink) throws IOException {
    sink.take(new Line.OfPanel(panel));
    Long after = 0L;
    while (after != null && after < panel.lastSeq()) {
      SeqPage<Kept<PanelMessage>> page =
          reads.find(new Read.ListKeptPanelMessages(id, after, EACH));
      if (page == null) {
        return; // erased by now
      }
      for (Kept<PanelMessage> message : page.items()) {
        if (message.value().seq() <= panel.lastSeq()) {
          sink.take(new Line.OfPanelMessage(message));
        }
      }
      after = page.next();
    }
    after = 0L;
    while (after != null && after < panel.insights()) {
      SeqPage<Kept<Insight>> page = reads.find(new Read.ListKeptInsights(id, after, EACH));
      if (page == null) {
        return;
      }
      for (Kept<Insight> insight : page.items()) {
        if (insight.value().seq() <= panel.insights()) {
          sink.take(new Line.OfInsight(insight));
        }
      }
      after = page.next();
    }
  }
}
