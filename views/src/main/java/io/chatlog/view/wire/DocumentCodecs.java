package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.DOCUMENT_ID;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;

import io.chatlog.view.Document;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.DocumentPage;
import io.chatlog.view.DocumentPart;

/** Documents, their parts and pages of them. */
public final class DocumentCodecs {
  /** Documents. */
  public static final Codec<Document> DOCUMENT =
      Codec.of(DocumentCodecs::write, DocumentCodecs::document);

  /** Pages of documents; each stands in a frame. */
  static final Codec<DocumentPage> PAGE =
      Codec.of(
          (page, out) -> out.writeList(page.items(), framed()).writeNullableLong(page.next()),
          in -> new DocumentPage(in.readList(framed()), in.readNullableLong()));

  /** Parts of a content. */
  static final Codec<DocumentPart> PART =
      Codec.of(
          (part, out) ->
              out.writeFramed(part.document(), DOCUMENT)
                  .writeBytes(part.bytes())
                  .writeInt(part.next()),
          in -> new DocumentPart(in.readFramed(DOCUMENT), in.readBytes(), in.readInt()));

  /** Pieces of text. */
  static final Codec<DocumentChunk> CHUNK =
      Codec.of(
          (chunk, out) ->
              out.writeFramed(chunk.document(), DOCUMENT)
                  .writeLong(chunk.number())
                  .writeString(chunk.text()),
          in -> new DocumentChunk(in.readFramed(DOCUMENT), in.readLong(), in.readString()));

  private DocumentCodecs() {}

  private static Codec<Document> framed() {
    return Codec.of(
        (document, out) -> out.writeFramed(document, DOCUMENT), in -> in.readFramed(DOCUMENT));
  }

  private static void write(Document document, Out out) {
    out.writeString(document.id().value())
        .writeString(document.session().value())
        .writeString(document.owner().value())
        .writeString(document.filename())
        .writeNullableString(document.originalName())
        .writeString(document.mimeType())
        .writeLong(document.size())
        .writeString(document.sha256())
        .writeNullableString(document.uploadedBy())
        .writeLong(document.uploadedAtMicros())
        .writeLong(document.chunkCount())
        .writeNullableString(document.processingError())
        .writeString(document.metadataJson())
        .writeLong(document.version());
  }

  private static Document document(In in) {
    return new Document(
        DOCUMENT_ID.read(in),
        SESSION_ID.read(in),
        USER_ID.read(in),
        in.readString(),
        in.readNullableString(),
        in.readString(),
        in.readLong(),
        in.readString(),
        in.readNullableString(),
        in.readLong(),
        in.readLong(),
        in.readNullableString(),
        in.readString(),
        in.readLong());
  }
}
