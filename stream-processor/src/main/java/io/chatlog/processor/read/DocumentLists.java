package io.chatlog.processor.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentPage;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Documents, their content and lists of them. A page looks at no more than {@value #ROWS_MAX}
 * places; one that filters leave short says where to go on.
 */
final class DocumentLists {
  static final int ROWS_MAX = 20_000;

  private static final byte[] NOTHING = {};

  private DocumentLists() {}

  static Lookup<Document> document(Rows rows, Read.GetDocument get) {
    return switch (row(rows, get.user(), get.session(), get.document())) {
      case Lookup.Found<DocumentRow>(DocumentRow row) -> new Lookup.Found<>(row.document());
      case Lookup.Missing<DocumentRow>(ErrorCode code) -> new Lookup.Missing<>(code);
    };
  }

  /** A part of a content; a document without parts has an empty one. */
  static Lookup<DocumentPart> part(Rows rows, Read.GetDocumentPart get) {
    return switch (row(rows, get.user(), get.session(), get.document())) {
      case Lookup.Missing<DocumentRow>(ErrorCode code) -> new Lookup.Missing<>(code);
      case Lookup.Found<DocumentRow>(DocumentRow row) -> {
        byte[] bytes = row.parts() == 0 ? NOTHING : rows.content(row, get.part());
        int next = get.part() + 1;
        yield bytes == null
            ? new Lookup.Missing<>(ErrorCode.DOCUMENT_NOT_FOUND)
            : new Lookup.Found<>(
                new DocumentPart(row.document(), bytes, next < row.parts() ? next : -1));
      }
    };
  }

  private static Lookup<DocumentRow> row(
      Rows rows, UserId user, SessionId session, DocumentId document) {
    return switch (ReadSwitch.ofSession(rows, user, session, found -> found)) {
      case Lookup.Missing<SessionRow>(ErrorCode code) -> new Lookup.Missing<>(code);
      case Lookup.Found<SessionRow> _ -> {
        DocumentRow row = rows.document(user, session, document);
        yield row == null
            ? new Lookup.Missing<>(ErrorCode.DOCUMENT_NOT_FOUND)
            : new Lookup.Found<>(row);
      }
    };
  }

  /** Of a user: those of soft-deleted sessions are out of sight. */
  static DocumentPage page(PartitionHandle handle, Rows rows, Read.ListDocuments list) {
    SessionId only = list.session();
    Map<SessionId, Boolean> visible = new HashMap<>();
    return page(
        handle,
        rows,
        list,
        session ->
            (only == null || only.equals(session))
                && visible.computeIfAbsent(session, id -> isVisible(rows, list.user(), id)));
  }

  /** Of a session that is there, soft-deleted or not. */
  static DocumentPage page(PartitionHandle handle, Rows rows, Read.ListSessionDocuments list) {
    Read.ListDocuments ofUser =
        new Read.ListDocuments(
            list.user(), list.session(), list.mimeType(), list.beforeOffset(), list.limit());
    return page(handle, rows, ofUser, list.session()::equals);
  }

  private static DocumentPage page(
      PartitionHandle handle, Rows rows, Read.ListDocuments list, Predicate<SessionId> shown) {
    List<Document> items = new ArrayList<>();
    Progress progress = new Progress();
    Scans.documents(
        handle,
        list.user(),
        list.beforeOffset(),
        place -> {
          if (items.size() == list.limit() || progress.looked >= ROWS_MAX) {
            progress.more = true;
            return false;
          }
          progress.looked++;
          progress.lastOffset = place.offset();
          if (matches(list.mimeType(), place.mimeType()) && shown.test(place.session())) {
            DocumentRow row = rows.document(list.user(), place.session(), place.document());
            if (row != null && row.offset() == place.offset()) {
              items.add(row.document());
            }
          }
          return true;
        });
    return new DocumentPage(items, progress.more ? progress.lastOffset : null);
  }

  /** How far a scan is. */
  private static final class Progress {
    private int looked;
    private boolean more;
    private long lastOffset;
  }

  private static boolean isVisible(Rows rows, UserId user, SessionId session) {
    SessionRow row = rows.session(user, session);
    return row != null && row.session().status() != SessionStatus.DELETED;
  }

  private static boolean matches(@Nullable String wanted, String mimeType) {
    return wanted == null
        || (wanted.endsWith("/*")
            ? mimeType.startsWith(wanted.substring(0, wanted.length() - 1))
            : mimeType.equals(wanted));
  }
}
