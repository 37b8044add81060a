package io.chatlog.keeper.backup;

import io.chatlog.keeper.backup.KeptReads.Sink;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.DocumentText;
import io.chatlog.view.Kept;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import io.chatlog.view.SeqPage;
import java.io.IOException;
import java.util.List;

/** Reads documents, a part in memory at a time, and saved contexts. */
final class KeptDocuments {
  private static final int EACH = Read.OfBackup.LIMIT_MAX;
  private static final byte[] NOTHING = {};

  private final KeptReads reads;

  KeptDocuments(KeptReads reads) {
    this.reads = reads;
  }

  /** The documents of a user in the order in which they came, up to an offset. */
  void documents(UserId user, long lastOffset, Sink sink) throws IOException {
    Long after = -1L;
    while (after != null) {
      SeqPage<Kept<Document>> page =
          reads.find(new Read.ListKeptDocuments(user, after, lastOffset, EACH));
      if (page == null) {
        return; // the user is erased by now
      }
      for (Kept<Document> document : page.items()) {
        document(document, sink);
      }
      after = page.next();
    }
  }

  /** Where the document goes meanwhile, its line does not follow. */
  private void document(Kept<Document> kept, Sink sink) throws IOException {
    Document document = kept.value();
    int parts = 0;
    for (int at = 0; at >= 0 && document.size() > 0; ) {
      DocumentPart part =
          reads.find(
              new Read.GetDocumentPart(document.owner(), document.session(), document.id(), at));
      if (part == null || !part.document().equals(document)) {
        return;
      }
      if (part.bytes().length > 0) {
        sink.take(part(document, parts++, part.bytes(), List.of()));
      }
      at = part.next();
    }
    for (long from = 0; from < document.chunkCount(); ) {
      DocumentText text =
          reads.find(
              new Read.GetDocumentText(document.owner(), document.session(), document.id(), from));
      if (text == null || !text.document().equals(document) || text.pieces().isEmpty()) {
        return;
      }
      sink.take(part(document, parts++, NOTHING, text.pieces()));
      from += text.pieces().size();
    }
    sink.take(new Line.OfDocument(kept, parts));
  }

  private static Line part(Document document, int part, byte[] content, List<String> pieces) {
    return new Line.OfDocumentPart(
        document.owner(), document.session(), document.id(), part, content, pieces);
  }

  /** The saved contexts of a user in the order in which they were saved, up to an offset. */
  void contexts(UserId user, long lastOffset, Sink sink) throws IOException {
    Long after = -1L;
    while (after != null) {
      SeqPage<Kept<SavedContext>> page =
          reads.find(new Read.ListKeptContexts(user, after, lastOffset, EACH));
      if (page == null) {
        return;
      }
      for (Kept<SavedContext> context : page.items()) {
        sink.take(new Line.OfContext(context));
      }
      after = page.next();
    }
  }
}
