package io.chatlog.processor.store;

import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelStats;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.EntityCodecs;
import io.chatlog.view.wire.In;
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
                  .writeLong(row.fingerprint())
                  .writeLong(row.lastSeq())
                  .writeLong(row.seqsGiven()),
          PanelRowCodecs::panel);

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

  static final Codec<AuthoredRow> AUTHORED =
      Codec.of(
          (row, out) -> {
            EntityCodecs.USER_ID.write(row.author(), out);
            EntityCodecs.USER_ID.write(row.owner(), out);
            out.writeNullable(row.panel(), PanelCodecs.PANEL_ID)
                .writeNullable(row.message(), EntityCodecs.MESSAGE_ID)
                .writeLong(row.offset())
                .writeString(row.eventId())
                .writeBoolean(row.accepted())
                .writeBoolean(row.rejected());
          },
          in ->
              new AuthoredRow(
                  EntityCodecs.USER_ID.read(in),
                  EntityCodecs.USER_ID.read(in),
                  in.readNullable(PanelCodecs.PANEL_ID),
                  in.readNullable(EntityCodecs.MESSAGE_ID),
                  in.readLong(),
                  in.readString(),
                  in.readBoolean(),
                  in.readBoolean()));

  private PanelRowCodecs() {}

  private static PanelRow panel(In in) {
    Panel panel = in.readFramed(PanelCodecs.PANEL);
    PanelStats stats = in.readFramed(PanelCodecs.STATS);
    long createdOffset = in.readLong();
    long fingerprint = in.readLong();
    // before it was kept, no message ever went alone
    long lastSeq = in.hasMore() ? in.readLong() : panel.messageCount();
    long seqsGiven = in.hasMore() ? in.readLong() : 0;
    return new PanelRow(panel, stats, createdOffset, fingerprint, lastSeq, seqsGiven);
  }
}
