package io.chatlog.processor.store;

import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.Trace;
import io.chatlog.processor.fold.UploadRow;
import io.chatlog.processor.store.RowCodecs.DocumentPlace;
import io.chatlog.processor.store.RowCodecs.Part;
import io.chatlog.processor.store.RowCodecs.PurgeRow;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/** The rows of documents, of their parts, and of uploads. */
final class DocumentRows {
  private DocumentRows() {}

  /** Adds the rows of a change of documents; those of other changes are another's. */
  static void add(Change change, List<KeyValue<Bytes, byte[]>> rows) {
    if (change instanceof Change.PutPart put) {
      put(put, rows);
    } else if (change instanceof Change.PutChunkVector put) {
      put(put, rows);
    } else if (change instanceof Change.PutDocument put) {
      put(put, rows);
    } else if (change instanceof Change.DropDocument drop) {
      drop(drop.row(), drop.trace(), rows);
    } else if (change instanceof Change.DropUpload(UploadRow upload)) {
      end(upload, rows);
      rows.add(
          KeyValue.pair(
              Keys.uploadPurge(upload.user(), upload.session(), upload.upload()),
              RowCodecs.PURGE.encode(new PurgeRow("", -1, -1, upload.upload()))));
    }
  }

  private static void put(Change.PutPart put, List<KeyValue<Bytes, byte[]>> rows) {
    UploadRow upload = put.upload();
    int part = upload.parts() - 1;
    byte[] row = RowCodecs.UPLOAD.encode(upload);
    rows.add(KeyValue.pair(Keys.upload(upload.user(), upload.session(), upload.upload()), row));
    if (part == 0) {
      rows.add(KeyValue.pair(Keys.uploadBegun(upload), row));
    }
    rows.add(
        KeyValue.pair(
            Keys.documentBytes(upload.user(), upload.session(), upload.upload(), part),
            RowCodecs.PART.encode(new Part(put.eventId(), put.content()))));
    int number = put.firstChunk();
    for (String chunk : put.chunks()) {
      rows.add(
          KeyValue.pair(
              Keys.documentText(upload.user(), upload.session(), upload.upload(), number++),
              RowCodecs.text(chunk)));
    }
  }

  private static void put(Change.PutChunkVector put, List<KeyValue<Bytes, byte[]>> rows) {
    DocumentId document = put.row().document();
    rows.add(
        KeyValue.pair(
            Keys.chunkVector(put.user(), put.session(), put.upload(), put.chunk()),
            RowCodecs.CHUNK_VECTOR.encode(put.row())));
    if (document != null) {
      rows.add(documentOf(put.user(), put.session(), put.upload(), document));
    }
  }

  private static KeyValue<Bytes, byte[]> documentOf(
      UserId user, SessionId session, UploadId upload, DocumentId document) {
    return KeyValue.pair(Keys.documentOf(user, session, upload), RowCodecs.text(document.value()));
  }

  private static void put(Change.PutDocument put, List<KeyValue<Bytes, byte[]>> rows) {
    DocumentRow row = put.row();
    Document document = row.document();
    if (put.upload() != null) {
      end(put.upload(), rows);
    }
    rows.add(
        KeyValue.pair(
            Keys.document(document.owner(), document.session(), document.id()),
            RowCodecs.DOCUMENT.encode(row)));
    rows.add(documentOf(document.owner(), document.session(), row.upload(), document.id()));
    rows.add(
        KeyValue.pair(
            Keys.documentOffset(document.owner(), row.offset()),
            RowCodecs.DOCUMENT_PLACE.encode(
                new DocumentPlace(
                    document.session(), document.id(), bareType(document.mimeType())))));
  }

  private static void drop(DocumentRow row, Trace deletion, List<KeyValue<Bytes, byte[]>> rows) {
    Document document = row.document();
    UserId user = document.owner();
    SessionId session = document.session();
    rows.add(KeyValue.pair(Keys.document(user, session, document.id()), null));
    rows.add(KeyValue.pair(Keys.documentOffset(user, row.offset()), null));
    rows.add(
        KeyValue.pair(
            Keys.trace(Keys.documentTraces(user, session, document.id()), row.offset()),
            RowCodecs.TRACE.encode(TracedEvent.accepted(row.eventId()))));
    rows.add(
        KeyValue.pair(
            Keys.documentPurge(user, session, document.id()),
            RowCodecs.PURGE.encode(
                new PurgeRow(deletion.eventId(), deletion.offset(), row.offset(), row.upload()))));
  }

  private static void end(UploadRow upload, List<KeyValue<Bytes, byte[]>> rows) {
    rows.add(KeyValue.pair(Keys.upload(upload.user(), upload.session(), upload.upload()), null));
    rows.add(KeyValue.pair(Keys.uploadBegun(upload), null));
  }

  /** A media type in lower case, without its parameters. */
  static String bareType(String mimeType) {
    int parameters = mimeType.indexOf(';');
    return (parameters < 0 ? mimeType : mimeType.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }
}
