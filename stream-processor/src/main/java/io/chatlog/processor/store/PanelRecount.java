package io.chatlog.processor.store;

import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelStats;
import io.chatlog.view.Persona;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Counts panels anew from their messages and insights, and compares the rows of panels and personas
 * with those that they are found by.
 */
final class PanelRecount {
  private static final byte[] NOTHING = {};

  private final RowSource source;
  private final PanelRows panels;
  private final LinkedRows linked;

  PanelRecount(RowSource rows, Runnable tick) {
    this.source = rows;
    this.panels = new PanelRows(rows);
    this.linked = new LinkedRows(rows, tick);
  }

  /** The first difference. */
  Optional<RowDifference> run() {
    linked.each(Keys.PANEL, (key, value) -> panel(key, PanelRowCodecs.PANEL.decode(value)));
    linked.each(
        Keys.PANEL_MESSAGE,
        (key, value) -> belongs(key, PanelRowCodecs.MESSAGE.decode(value).message().panel()));
    linked.each(
        Keys.INSIGHT,
        (key, value) -> belongs(key, PanelRowCodecs.INSIGHT.decode(value).insight().panel()));
    linked.each(Keys.PANEL_PLACE, this::place);
    linked.each(Keys.PERSONA, this::persona);
    linked.each(Keys.AUTHORED, this::authored);
    linked.each(Keys.AUTHORED_BY, (key, value) -> authoredBy(key));
    return linked.first();
  }

  /** What is counted of one panel. */
  private static final class Count {
    private PanelStats stats = PanelStats.EMPTY;
    private long messages;
    private long lastSeq;
    private long insights;
    private @Nullable Long last;
  }

  private void panel(Bytes key, PanelRow row) {
    Panel panel = row.panel();
    UserId owner = OwnerIds.of(panel.id());
    Count count = new Count();
    linked.under(
        Keys.ofUser(Keys.PANEL_MESSAGE, owner),
        (at, value) -> message(at, PanelRowCodecs.MESSAGE.decode(value).message(), count));
    linked.under(
        Keys.ofUser(Keys.INSIGHT, owner),
        (at, value) -> insight(at, PanelRowCodecs.INSIGHT.decode(value).insight(), count));
    linked.says(key, "message_count", count.messages, panel.messageCount());
    linked.says(key, "last_message_at", count.last, panel.lastMessageAtMicros());
    linked.says(key, "stats.messages", count.stats.messages(), row.stats().messages());
    linked.says(key, "stats.insights", count.stats.insights(), row.stats().insights());
    // in another order where the first message of a persona is gone
    linked.says(
        key,
        "stats.contributions",
        Set.copyOf(count.stats.contributions()),
        Set.copyOf(row.stats().contributions()));
    linked.onlyIf(
        count.lastSeq <= row.lastSeq(), key, "a last_seq before that of the last message");
  }

  private void message(Bytes key, PanelMessage message, Count count) {
    count.messages++;
    linked.onlyIf(message.seq() > count.lastSeq, key, "a seq that is not behind the one before");
    count.lastSeq = message.seq();
    linked.present(
        PanelKeys.spokenAt(
            message.panel(), message.persona(), message.timestampMicros(), message.seq()),
        NOTHING);
    linked.present(
        PanelKeys.messageSeq(message.panel(), message.id()), RowCodecs.number(message.seq()));
    count.stats =
        count.stats.plusMessage(
            message.persona(),
            message.role(),
            message.content().codePoints().count(),
            message.responseTo() != null,
            message.timestampMicros());
    count.last =
        count.last == null
            ? (Long) message.timestampMicros()
            : (Long) Math.max(count.last, message.timestampMicros());
  }

  private void insight(Bytes key, Insight insight, Count count) {
    linked.says(key, "seq", ++count.insights, insight.seq());
    linked.present(
        PanelKeys.insightSeq(insight.panel(), insight.id()), RowCodecs.number(insight.seq()));
    count.stats = count.stats.withInsights(count.stats.insights().plusOne(insight.type()));
  }

  private void belongs(Bytes key, PanelId panel) {
    linked.onlyIf(source.get(PanelKeys.panel(panel)) != null, key, "of no panel");
  }

  private void place(Bytes key, byte[] value) {
    if (PanelKeys.isSpoken(key)) {
      UserId owner = new UserId(text(key, 1).split("\0")[0]);
      byte[] row = source.get(PanelKeys.numbered(Keys.PANEL_MESSAGE, owner, Keys.numberOf(key)));
      linked.onlyIf(
          row != null
              && PanelRowCodecs.MESSAGE.decode(row).message().timestampMicros()
                  == PanelKeys.timeIn(key),
          key,
          "the time of no message");
      return;
    }
    linked.onlyIf(isPlace(key, RowCodecs.number(value)), key, "the seq of nothing");
  }

  private boolean isPlace(Bytes key, long seq) {
    String[] ids = text(key, 1).split("\0");
    UserId owner = new UserId(ids[0]);
    String id = ids[1].substring(1);
    if (ids[1].charAt(0) == 'm') {
      byte[] row = source.get(PanelKeys.numbered(Keys.PANEL_MESSAGE, owner, seq));
      return row != null && PanelRowCodecs.MESSAGE.decode(row).message().id().value().equals(id);
    }
    byte[] row = source.get(PanelKeys.numbered(Keys.INSIGHT, owner, seq));
    return row != null && PanelRowCodecs.INSIGHT.decode(row).insight().id().value().equals(id);
  }

  private void authored(Bytes key, byte[] value) {
    if (!PanelKeys.isAuthored(key)) {
      String[] ids = text(key, 1).split("\0");
      linked.onlyIf(
          source.get(Keys.session(new UserId(ids[0]), new SessionId(ids[1]))) != null,
          key,
          "titles of no session");
      return;
    }
    AuthoredRow row = PanelRowCodecs.AUTHORED.decode(value);
    linked.present(PanelKeys.authoredBy(row.author(), row.owner(), row.offset()), NOTHING);
    if (row.accepted() && row.panel() != null && row.message() != null) {
      PanelMessageRow message = panels.message(row.panel(), row.message());
      linked.onlyIf(
          message != null && message.offset() == row.offset(), key, "the event of no message");
    }
  }

  private void authoredBy(Bytes key) {
    UserId author = new UserId(text(key, 1).split("\0")[0]);
    byte[] row = source.get(PanelKeys.authored(key, PanelKeys.authoredBy(author)));
    linked.onlyIf(
        row != null && PanelRowCodecs.AUTHORED.decode(row).author().equals(author),
        key,
        "what names nobody");
  }

  private void persona(Bytes key, byte[] value) {
    if (key.get()[1] != 0) {
      Persona persona = PanelRowCodecs.PERSONA.decode(value).persona();
      if (persona.ownerId() != null) {
        linked.present(PanelKeys.personaOf(persona.ownerId(), persona.id()), NOTHING);
      }
      return;
    }
    String[] ids = text(key, 2).split("\0");
    PersonaRow row = panels.persona(new PersonaId(ids[1]));
    linked.onlyIf(
        row != null && new UserId(ids[0]).equals(row.persona().ownerId()),
        key,
        "the place of no persona");
  }

  private static String text(Bytes key, int from) {
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }
}
