package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.TEXT;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;
import static io.chatlog.view.wire.PanelCodecs.PANEL_ID;
import static io.chatlog.view.wire.PanelCodecs.PERSONA_ID;

import io.chatlog.value.PanelId;
import io.chatlog.view.DocumentText;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.Read;
import io.chatlog.view.Read.GetDocumentText;
import io.chatlog.view.Read.ListKeptContexts;
import io.chatlog.view.Read.ListKeptDocuments;
import io.chatlog.view.Read.ListKeptInsights;
import io.chatlog.view.Read.ListKeptPanelMessages;
import io.chatlog.view.Read.ListKeptPanels;
import io.chatlog.view.Read.ListKeptPersonas;

/** The kinds of reads that only backups make: numbers 110 to 119. */
final class BackupReadKinds {
  private static final Codec<KeptPanel> KEPT_PANEL =
      Codec.of(
          (kept, out) ->
              out.writeFramed(kept.panel(), PanelCodecs.PANEL)
                  .writeLong(kept.lastSeq())
                  .writeLong(kept.insights())
                  .writeLong(kept.fingerprint()),
          in ->
              new KeptPanel(
                  in.readFramed(PanelCodecs.PANEL), in.readLong(), in.readLong(), in.readLong()));

  private static final Codec<DocumentText> DOCUMENT_TEXT =
      Codec.of(
          (text, out) ->
              out.writeFramed(text.document(), DocumentCodecs.DOCUMENT)
                  .writeList(text.pieces(), TEXT),
          in -> new DocumentText(in.readFramed(DocumentCodecs.DOCUMENT), in.readList(TEXT)));

  static final ReadKind<?, ListKeptPersonas> PERSONAS =
      new ReadKind<>(
          110,
          Codec.of(
              (read, out) ->
                  out.writeInt(read.partition())
                      .writeNullable(read.owner(), USER_ID)
                      .writeNullable(read.after(), PERSONA_ID)
                      .writeInt(read.limit()),
              in ->
                  new ListKeptPersonas(
                      in.readInt(),
                      in.readNullable(USER_ID),
                      in.readNullable(PERSONA_ID),
                      limit(in))),
          PanelCodecs.pageById(kept(PanelCodecs.PERSONA)));

  static final ReadKind<?, ListKeptPanels> PANELS =
      new ReadKind<>(
          111,
          Codec.of(
              (read, out) ->
                  out.writeInt(read.partition())
                      .writeNullable(read.after(), PANEL_ID)
                      .writeInt(read.limit()),
              in -> new ListKeptPanels(in.readInt(), in.readNullable(PANEL_ID), limit(in))),
          PanelCodecs.pageById(KEPT_PANEL));

  static final ReadKind<?, ListKeptPanelMessages> PANEL_MESSAGES =
      new ReadKind<>(
          112,
          Codec.of(
              (read, out) -> ofPanel(read.panel(), read.afterSeq(), read.limit(), out),
              in -> new ListKeptPanelMessages(PANEL_ID.read(in), in.readLong(), limit(in))),
          LookupCodec.of(PanelCodecs.pageBySeq(kept(PanelCodecs.MESSAGE))));

  static final ReadKind<?, ListKeptInsights> INSIGHTS =
      new ReadKind<>(
          113,
          Codec.of(
              (read, out) -> ofPanel(read.panel(), read.afterSeq(), read.limit(), out),
              in -> new ListKeptInsights(PANEL_ID.read(in), in.readLong(), limit(in))),
          LookupCodec.of(PanelCodecs.pageBySeq(kept(PanelCodecs.INSIGHT))));

  static final ReadKind<?, ListKeptDocuments> DOCUMENTS =
      new ReadKind<>(
          114,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                range(read.afterOffset(), read.lastOffset(), read.limit(), out);
              },
              in ->
                  new ListKeptDocuments(USER_ID.read(in), in.readLong(), in.readLong(), limit(in))),
          LookupCodec.of(PanelCodecs.pageBySeq(kept(DocumentCodecs.DOCUMENT))));

  static final ReadKind<?, GetDocumentText> TEXTS =
      new ReadKind<>(
          115,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                SESSION_ID.write(read.session(), out);
                EntityCodecs.DOCUMENT_ID.write(read.document(), out);
                out.writeLong(read.from());
              },
              in ->
                  new GetDocumentText(
                      USER_ID.read(in),
                      SESSION_ID.read(in),
                      EntityCodecs.DOCUMENT_ID.read(in),
                      in.readLong())),
          LookupCodec.of(DOCUMENT_TEXT));

  static final ReadKind<?, ListKeptContexts> CONTEXTS =
      new ReadKind<>(
          116,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                range(read.afterOffset(), read.lastOffset(), read.limit(), out);
              },
              in ->
                  new ListKeptContexts(USER_ID.read(in), in.readLong(), in.readLong(), limit(in))),
          LookupCodec.of(PanelCodecs.pageBySeq(kept(ContextCodecs.CONTEXT))));

  private BackupReadKinds() {}

  private static <T> Codec<Kept<T>> kept(Codec<T> value) {
    return Codec.of(
        (kept, out) -> out.writeFramed(kept.value(), value).writeLong(kept.fingerprint()),
        in -> new Kept<>(in.readFramed(value), in.readLong()));
  }

  private static void ofPanel(PanelId panel, long afterSeq, int limit, Out out) {
    PANEL_ID.write(panel, out);
    out.writeLong(afterSeq).writeInt(limit);
  }

  private static void range(long afterOffset, long lastOffset, int limit, Out out) {
    out.writeLong(afterOffset).writeLong(lastOffset).writeInt(limit);
  }

  private static int limit(In in) {
    return in.readInt(1, Read.OfBackup.LIMIT_MAX);
  }

  static ReadKind<?, ?> of(Read.OfBackup<?> read) {
    return switch (read) {
      case ListKeptPersonas _ -> PERSONAS;
      case ListKeptPanels _ -> PANELS;
      case ListKeptPanelMessages _ -> PANEL_MESSAGES;
      case ListKeptInsights _ -> INSIGHTS;
      case ListKeptDocuments _ -> DOCUMENTS;
      case GetDocumentText _ -> TEXTS;
      case ListKeptContexts _ -> CONTEXTS;
    };
  }
}
