package io.chatlog.processor.store;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.UploadRow;
import io.chatlog.processor.store.RowCodecs.DocumentPlace;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Compares the rows of documents with their bytes (how many there are, and their SHA-256), with the
 * pieces of their text, and with those that they are listed by; the same for uploads that are not
 * complete.
 */
final class DocumentRecount {
  private static final byte[] NOTHING = {};

  private final RowSource source;
  private final Rows rows;
  private final ScratchRows scratch;
  private final LinkedRows linked;

  /**
   * @param scratch no rows of the kinds of documents yet
   */
  DocumentRecount(RowSource rows, ScratchRows scratch, Runnable tick) {
    this.source = rows;
    this.rows = new Rows(rows);
    this.scratch = scratch;
    this.linked = new LinkedRows(rows, tick);
  }

  /** The first difference. */
  Optional<RowDifference> run() {
    linked.each(Keys.DOCUMENT, this::document);
    linked.each(Keys.DOCUMENT_OFFSET, this::listed);
    linked.each(Keys.DOCUMENT_BYTES, (key, value) -> belongs(key));
    linked.each(Keys.DOCUMENT_TEXT, (key, value) -> belongs(key));
    linked.each(Keys.CHUNK_VECTOR, (key, value) -> vector(key));
    linked.each(Keys.DOCUMENT_OF, this::documentOf);
    return linked.first();
  }

  private void vector(Bytes key) {
    ChunkKey of = ChunkKey.of(key.get());
    linked.onlyIf(
        rows.chunk(of.owner(), of.session(), of.upload(), of.chunk()) != null,
        key,
        "the vector of no piece");
  }

  private void documentOf(Bytes key, byte[] value) {
    String[] ids =
        new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8).split("\0");
    DocumentId id = new DocumentId(RowCodecs.text(value));
    DocumentRow row = rows.document(new UserId(ids[0]), new SessionId(ids[1]), id);
    linked.onlyIf(
        row != null && row.upload().value().equals(ids[2]), key, "the upload of no document");
  }

  private void document(Bytes key, byte[] value) {
    DocumentKey of = DocumentKey.of(key.get());
    linked.onlyIf(
        source.get(Keys.session(of.owner(), of.session())) != null,
        key,
        "a document without its session");
    if (of.isUpload()) {
      upload(key, RowCodecs.UPLOAD.decode(value));
      return;
    }
    DocumentRow row = RowCodecs.DOCUMENT.decode(value);
    Document document = row.document();
    Found found =
        count(
            Keys.ofUpload(Keys.DOCUMENT_BYTES, of.owner(), of.session(), row.upload()),
            Keys.ofUpload(Keys.DOCUMENT_TEXT, of.owner(), of.session(), row.upload()));
    linked.says(key, "parts", found.parts(), (long) row.parts());
    linked.says(key, "size", found.bytes(), document.size());
    if (document.sha256().length() == found.sha256().length()) {
      linked.says(key, "sha256", found.sha256(), document.sha256());
    }
    linked.says(key, "chunk_count", found.chunks(), document.chunkCount());
    linked.present(
        Keys.documentOffset(of.owner(), row.offset()),
        RowCodecs.DOCUMENT_PLACE.encode(
            new DocumentPlace(
                document.session(), document.id(), DocumentRows.bareType(document.mimeType()))));
  }

  private void upload(Bytes key, UploadRow row) {
    Found found =
        count(
            Keys.ofUpload(Keys.DOCUMENT_BYTES, row.user(), row.session(), row.upload()),
            Keys.ofUpload(Keys.DOCUMENT_TEXT, row.user(), row.session(), row.upload()));
    linked.says(key, "parts", found.parts(), (long) row.parts());
    linked.says(key, "bytes", found.bytes(), row.bytes());
    linked.says(key, "chunks", found.chunks(), (long) row.chunks());
    linked.onlyIf(source.get(Keys.uploadBegun(row)) != null, key, "an upload that never lapses");
  }

  private record Found(long parts, long bytes, String sha256, long chunks) {}

  /** Counts the bytes and the text of a document, whose numbers must have no gap. */
  private Found count(Bytes bytesPrefix, Bytes textPrefix) {
    scratch.put(bytesPrefix, NOTHING);
    scratch.put(textPrefix, NOTHING);
    MessageDigest digest = sha256();
    long[] counts = new long[3];
    linked.under(
        bytesPrefix,
        (key, value) -> {
          linked.says(key, "part", counts[0]++, Keys.numberOf(key));
          byte[] content = RowCodecs.PART.decode(value).content();
          digest.update(content);
          counts[1] += content.length;
        });
    linked.under(
        textPrefix, (key, value) -> linked.says(key, "chunk", counts[2]++, Keys.numberOf(key)));
    return new Found(counts[0], counts[1], HexFormat.of().formatHex(digest.digest()), counts[2]);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  private void listed(Bytes key, byte[] value) {
    if (key.get()[1] == 0) {
      UploadRow row = RowCodecs.UPLOAD.decode(value);
      linked.onlyIf(
          rows.upload(row.user(), row.session(), row.upload()) != null
              && Keys.uploadBegun(row).equals(key),
          key,
          "the beginning of no upload");
      return;
    }
    DocumentPlace place = RowCodecs.DOCUMENT_PLACE.decode(value);
    byte[] ids = key.get();
    UserId user =
        new UserId(new String(ids, 1, ids.length - 2 - Long.BYTES, StandardCharsets.UTF_8));
    DocumentRow row = rows.document(user, place.session(), place.document());
    linked.onlyIf(
        row != null && row.offset() == Keys.documentOffsetOf(key), key, "the place of no document");
  }

  private void belongs(Bytes key) {
    linked.onlyIf(scratch.get(Keys.withoutNumber(key)) != null, key, "a part of no document");
  }
}
