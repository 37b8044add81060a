package io.chatlog.processor.store;

import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.processor.fold.Trace;
import io.chatlog.value.Ids;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** The rows that changes of personas and panels put or, with a null value, take away. */
final class PanelChangeRows {
  private static final byte[] NOTHING = {};

  private PanelChangeRows() {}

  static void add(Change.OfPanels change, List<KeyValue<Bytes, byte[]>> rows) {
    switch (change) {
      case Change.PutPersona(PersonaRow row, PersonaRow before) -> {
        Persona persona = row.persona();
        rows.add(
            KeyValue.pair(PanelKeys.persona(persona.id()), PanelRowCodecs.PERSONA.encode(row)));
        UserId ownerBefore = before == null ? null : before.persona().ownerId();
        if (!Objects.equals(ownerBefore, persona.ownerId())) {
          own(ownerBefore, persona, null, rows);
          own(persona.ownerId(), persona, NOTHING, rows);
        }
      }
      case Change.DropPersona(PersonaRow row, Trace trace) -> {
        Persona persona = row.persona();
        rows.add(KeyValue.pair(PanelKeys.persona(persona.id()), null));
        own(persona.ownerId(), persona, null, rows);
        rows.add(purge(trace, row.createdOffset()));
      }
      case Change.PutPanel(PanelRow row) ->
          rows.add(
              KeyValue.pair(PanelKeys.panel(row.panel().id()), PanelRowCodecs.PANEL.encode(row)));
      case Change.DropPanel(PanelRow row, Trace trace) -> {
        rows.add(KeyValue.pair(PanelKeys.panel(row.panel().id()), null));
        rows.add(purge(trace, row.createdOffset()));
      }
      case Change.PutPanelMessage(PanelMessageRow row) -> {
        PanelMessage message = row.message();
        rows.add(
            KeyValue.pair(
                PanelKeys.message(message.panel(), message.seq()),
                PanelRowCodecs.MESSAGE.encode(row)));
        rows.add(
            KeyValue.pair(
                PanelKeys.messageSeq(message.panel(), message.id()),
                RowCodecs.number(message.seq())));
        rows.add(KeyValue.pair(spoken(message), NOTHING));
      }
      case Change.DropPanelMessage(PanelMessageRow row) -> dropMessage(row, rows);
      case Change.PutAuthored(AuthoredRow row) -> {
        UserId owner = row.owner();
        rows.add(
            KeyValue.pair(
                PanelKeys.authored(owner, row.offset()), PanelRowCodecs.AUTHORED.encode(row)));
        rows.add(KeyValue.pair(PanelKeys.authoredBy(row.author(), owner, row.offset()), NOTHING));
      }
      case Change.DropAuthored(AuthoredRow row) -> {
        rows.add(KeyValue.pair(Keys.trace(row.owner(), null, row.message(), row.offset()), null));
        if (row.rejected()) {
          rows.add(KeyValue.pair(Keys.rejection(row.offset()), null));
        }
        dropAuthored(row.owner(), row.author(), row.offset(), rows);
      }
      case Change.PutInsight(InsightRow row) -> {
        Insight insight = row.insight();
        rows.add(
            KeyValue.pair(
                PanelKeys.insight(insight.panel(), insight.seq()),
                PanelRowCodecs.INSIGHT.encode(row)));
        rows.add(
            KeyValue.pair(
                PanelKeys.insightSeq(insight.panel(), insight.id()),
                RowCodecs.number(insight.seq())));
      }
    }
  }

  private static Bytes spoken(PanelMessage message) {
    return PanelKeys.spokenAt(
        message.panel(), message.persona(), message.timestampMicros(), message.seq());
  }

  private static void dropMessage(PanelMessageRow row, List<KeyValue<Bytes, byte[]>> rows) {
    PanelMessage message = row.message();
    UserId panel = OwnerIds.of(message.panel());
    rows.add(KeyValue.pair(PanelKeys.message(message.panel(), message.seq()), null));
    rows.add(KeyValue.pair(PanelKeys.messageSeq(message.panel(), message.id()), null));
    rows.add(KeyValue.pair(spoken(message), null));
    if (message.authorId() != null && Ids.fault(message.authorId()).isEmpty()) {
      dropAuthored(panel, new UserId(message.authorId()), row.offset(), rows);
    }
    rows.add(
        KeyValue.pair(
            Keys.trace(panel, null, null, row.offset()),
            RowCodecs.TRACE.encode(RowCodecs.TracedEvent.replaced(row.eventId()))));
    rows.add(
        KeyValue.pair(
            Keys.panelMessagePurge(panel, message.id()),
            RowCodecs.PURGE.encode(
                new RowCodecs.PurgeRow(row.eventId(), row.offset(), row.offset()))));
  }

  private static void dropAuthored(
      UserId owner, UserId author, long offset, List<KeyValue<Bytes, byte[]>> rows) {
    rows.add(KeyValue.pair(PanelKeys.authored(owner, offset), null));
    rows.add(KeyValue.pair(PanelKeys.authoredBy(author, owner, offset), null));
  }

  private static void own(
      @Nullable UserId owner,
      Persona persona,
      byte @Nullable [] value,
      List<KeyValue<Bytes, byte[]>> rows) {
    if (owner != null) {
      rows.add(KeyValue.pair(PanelKeys.personaOf(owner, persona.id()), value));
    }
  }

  private static KeyValue<Bytes, byte[]> purge(Trace deletion, long createdOffset) {
    return ChangeRows.purge(Keys.purge(deletion.user(), null, null), deletion, createdOffset);
  }
}
