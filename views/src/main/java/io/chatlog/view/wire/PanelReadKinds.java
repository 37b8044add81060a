package io.chatlog.view.wire;

import static io.chatlog.view.wire.PanelCodecs.INSIGHT_ID;
import static io.chatlog.view.wire.PanelCodecs.INSIGHT_TYPE;
import static io.chatlog.view.wire.PanelCodecs.PANEL_ID;
import static io.chatlog.view.wire.PanelCodecs.PERSONA_ID;

import io.chatlog.view.Read;
import io.chatlog.view.Read.GetInsight;
import io.chatlog.view.Read.GetPanel;
import io.chatlog.view.Read.GetPanelMessage;
import io.chatlog.view.Read.GetPanelStats;
import io.chatlog.view.Read.GetPersona;
import io.chatlog.view.Read.ListAuthored;
import io.chatlog.view.Read.ListInsights;
import io.chatlog.view.Read.ListPanelMessages;
import io.chatlog.view.Read.ListPanels;
import io.chatlog.view.Read.ListPersonas;
import java.util.Set;

/** The kinds of reads of personas and panels: numbers 60 to 69, 120 and 136. */
final class PanelReadKinds {
  static final ReadKind<?, GetPersona> PERSONA =
      new ReadKind<>(
          60,
          Codec.of(
              (read, out) -> PERSONA_ID.write(read.persona(), out),
              in -> new GetPersona(PERSONA_ID.read(in))),
          LookupCodec.of(PanelCodecs.PERSONA));

  static final ReadKind<?, ListPersonas> PERSONAS =
      new ReadKind<>(
          61,
          Codec.of(
              (read, out) ->
                  out.writeString(read.prefix())
                      .writeNullable(read.owner(), EntityCodecs.USER_ID)
                      .writeNullable(read.after(), PERSONA_ID)
                      .writeInt(read.limit()),
              in ->
                  new ListPersonas(
                      in.readString(),
                      in.readNullable(EntityCodecs.USER_ID),
                      in.readNullable(PERSONA_ID),
                      in.readInt())),
          PanelCodecs.pageById(PanelCodecs.PERSONA));

  static final ReadKind<?, GetPanel> PANEL =
      new ReadKind<>(
          62,
          Codec.of(
              (read, out) -> PANEL_ID.write(read.panel(), out),
              in -> new GetPanel(PANEL_ID.read(in))),
          LookupCodec.of(PanelCodecs.PANEL));

  static final ReadKind<?, ListPanels> PANELS =
      new ReadKind<>(
          63,
          Codec.of(
              (read, out) ->
                  out.writeString(read.prefix())
                      .writeNullable(read.after(), PANEL_ID)
                      .writeInt(read.limit()),
              in -> new ListPanels(in.readString(), in.readNullable(PANEL_ID), in.readInt())),
          PanelCodecs.pageById(PanelCodecs.PANEL));

  static final ReadKind<?, GetPanelMessage> MESSAGE =
      new ReadKind<>(
          64,
          Codec.of(
              (read, out) -> {
                PANEL_ID.write(read.panel(), out);
                EntityCodecs.MESSAGE_ID.write(read.message(), out);
              },
              in -> new GetPanelMessage(PANEL_ID.read(in), EntityCodecs.MESSAGE_ID.read(in))),
          LookupCodec.of(PanelCodecs.MESSAGE));

  /** Number 65 was the same without times and a centre. */
  static final ReadKind<?, ListPanelMessages> MESSAGES =
      new ReadKind<>(
          136,
          Codec.of(
              (read, out) -> {
                PANEL_ID.write(read.panel(), out);
                out.writeList(read.personas(), PERSONA_ID);
                RangeCodecs.MESSAGES.write(read.range(), out);
              },
              in ->
                  new ListPanelMessages(
                      PANEL_ID.read(in),
                      Set.copyOf(in.readList(PERSONA_ID)),
                      RangeCodecs.MESSAGES.read(in))),
          LookupCodec.of(PanelCodecs.pageBySeq(PanelCodecs.MESSAGE)));

  static final ReadKind<?, GetInsight> INSIGHT =
      new ReadKind<>(
          66,
          Codec.of(
              (read, out) -> {
                PANEL_ID.write(read.panel(), out);
                INSIGHT_ID.write(read.insight(), out);
              },
              in -> new GetInsight(PANEL_ID.read(in), INSIGHT_ID.read(in))),
          LookupCodec.of(PanelCodecs.INSIGHT));

  static final ReadKind<?, ListInsights> INSIGHTS =
      new ReadKind<>(
          67,
          Codec.of(
              (read, out) -> {
                PANEL_ID.write(read.panel(), out);
                out.writeList(read.types(), INSIGHT_TYPE);
                PanelCodecs.RANGE.write(read.range(), out);
              },
              in ->
                  new ListInsights(
                      PANEL_ID.read(in),
                      Set.copyOf(in.readList(INSIGHT_TYPE)),
                      PanelCodecs.RANGE.read(in))),
          LookupCodec.of(PanelCodecs.pageBySeq(PanelCodecs.INSIGHT)));

  static final ReadKind<?, GetPanelStats> STATS =
      new ReadKind<>(
          68,
          Codec.of(
              (read, out) -> PANEL_ID.write(read.panel(), out),
              in -> new GetPanelStats(PANEL_ID.read(in))),
          LookupCodec.of(PanelCodecs.STATS));

  static final ReadKind<?, ListAuthored> AUTHORED =
      new ReadKind<>(
          120,
          Codec.of(
              (read, out) -> {
                EntityCodecs.USER_ID.write(read.author(), out);
                out.writeInt(read.limit());
              },
              in -> new ListAuthored(EntityCodecs.USER_ID.read(in), in.readInt())),
          Codec.of(
              (posts, out) -> out.writeList(posts, PanelCodecs.POST.framed()),
              in -> in.readList(PanelCodecs.POST.framed())));

  private PanelReadKinds() {}

  static ReadKind<?, ?> of(Read.OfPanels<?> read) {
    return switch (read) {
      case GetPersona _ -> PERSONA;
      case ListPersonas _ -> PERSONAS;
      case GetPanel _ -> PANEL;
      case ListPanels _ -> PANELS;
      case GetPanelMessage _ -> MESSAGE;
      case ListPanelMessages _ -> MESSAGES;
      case GetInsight _ -> INSIGHT;
      case ListInsights _ -> INSIGHTS;
      case GetPanelStats _ -> STATS;
      case ListAuthored _ -> AUTHORED;
    };
  }
}
