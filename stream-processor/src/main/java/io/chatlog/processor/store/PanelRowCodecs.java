package io.chatlog.processor.store;

import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.PanelCodecs;

/** The bytes of rows of personas and panels; {@link RowCodecs} says what holds for all rows. */
final class PanelRowCodecs {
  static final Codec<PersonaRow> PERSONA =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.persona(), PanelCodecs.PERSONA)
                  .writeLong(row.createdOffset())
                  .writeLong(row.fingerprint()),
          in -> new PersonaRow(in.readFramed(PanelCodecs.PERSONA), in.readLong(), in.readLong()));

  static final Codec<PanelRow> PANEL =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.panel(), PanelCodecs.PANEL)
                  .writeFramed(row.stats(), PanelCodecs.STATS)
                  .writeLong(row.createdOffset())
                  .writeLong(row.fingerprint()),
          in ->
              new PanelRow(
                  in.readFramed(PanelCodecs.PANEL),
                  in.readFramed(PanelCodecs.STATS),
                  in.readLong(),
                  in.readLong()));

  static final Codec<PanelMessageRow> MESSAGE =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.message(), PanelCodecs.MESSAGE)
                  .writeLong(row.offset())
                  .writeString(row.eventId())
                  .writeLong(row.fingerprint()),
          in ->
              new PanelMessageRow(
                  in.readFramed(PanelCodecs.MESSAGE),
                  in.readLong(),
                  in.readString(),
                  in.readLong()));

  static final Codec<InsightRow> INSIGHT =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.insight(), PanelCodecs.INSIGHT)
                  .writeLong(row.offset())
                  .writeString(row.eventId())
                  .writeLong(row.fingerprint()),
          in ->
              new InsightRow(
                  in.readFramed(PanelCodecs.INSIGHT),
                  in.readLong(),
                  in.readString(),
                  in.readLong()));

  private PanelRowCodecs() {}
}
