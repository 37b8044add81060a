package io.chatlog.processor.store;

import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.processor.fold.Trace;
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
