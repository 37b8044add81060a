package io.chatlog.processor.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PanelScans;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentText;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.Lookup;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import io.chatlog.view.SeqPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What backups ask for beside sessions: everything, page by page, in the order of the log. */
final class BackupLists {
  private BackupLists() {}

  static Object answer(PartitionHandle handle, Rows rows, Read.OfBackup<?> read) {
    return switch (read) {
      case Read.ListKeptPersonas list -> personas(handle, list);
      case Read.ListKeptPanels list -> panels(handle, list);
      case Read.ListKeptPanelMessages list -> messages(handle, rows, list);
      case Read.ListKeptInsights list -> insights(handle, rows, list);
      case Read.ListKeptDocuments list ->
          ReadSwitch.ofUser(rows, list.user(), _ -> documents(handle, rows, list));
      case Read.GetDocumentText get -> text(rows, get);
      case Read.ListKeptContexts list ->
          ReadSwitch.ofUser(rows, list.user(), _ -> contexts(handle, rows, list));
    };
  }

  private static IdPage<Kept<Persona>> personas(
      PartitionHandle handle, Read.ListKeptPersonas list) {
    List<Kept<Persona>> found = new ArrayList<>();
    Predicate<PersonaRow> visitor =
        row -> {
          found.add(new Kept<>(row.persona(), row.fingerprint()));
          return found.size() <= list.limit();
        };
    if (list.owner() == null) {
      PanelScans.personas(handle, "", list.after(), visitor);
    } else {
      PanelScans.personasOf(handle, list.owner(), "", list.after(), visitor);
    }
    return PanelLists.page(found, list.limit());
  }

  private static IdPage<KeptPanel> panels(PartitionHandle handle, Read.ListKeptPanels list) {
    List<KeptPanel> found = new ArrayList<>();
    PanelScans.panels(
        handle,
        "",
        list.after(),
        row -> {
          found.add(
              new KeptPanel(
                  row.panel(),
                  Math.max(row.lastSeq(), row.seqsGiven()),
                  row.stats().insights().total(),
                  row.fingerprint()));
          return found.size() <= list.limit();
        });
    return PanelLists.page(found, list.limit());
  }

  private static Lookup<SeqPage<Kept<PanelMessage>>> messages(
      PartitionHandle handle, Rows rows, Read.ListKeptPanelMessages list) {
    return PanelLists.ofPanel(
        rows.panels(),
        list.panel(),
        row -> {
          Page<PanelMessage> page = new Page<>(list.limit());
          PanelScans.messages(
              handle,
              list.panel(),
              list.afterSeq() + 1,
              row.lastSeq() + 1,
              false,
              each ->
                  page.take(
                      each.message(),
                      each.fingerprint(),
                      each.message().seq(),
                      each.message().content().length()));
          return page.page();
        });
  }

  private static Lookup<SeqPage<Kept<Insight>>> insights(
      PartitionHandle handle, Rows rows, Read.ListKeptInsights list) {
    return PanelLists.ofPanel(
        rows.panels(),
        list.panel(),
        _ -> {
          Page<Insight> page = new Page<>(list.limit());
          PanelScans.insights(
              handle,
              list.panel(),
              list.afterSeq() + 1,
              Long.MAX_VALUE,
              false,
              each ->
                  page.take(
                      each.insight(),
                      each.fingerprint(),
                      each.insight().seq(),
                      each.insight().content().length()));
          return page.page();
        });
  }

  private static SeqPage<Kept<Document>> documents(
      PartitionHandle handle, Rows rows, Read.ListKeptDocuments list) {
    Page<Document> page = new Page<>(list.limit());
    Scans.documentsFrom(
        handle,
        list.user(),
        list.afterOffset(),
        place -> {
          if (place.offset() > list.lastOffset()) {
            return false;
          }
          DocumentRow row =
              isThere(rows, list.user(), place.session())
                  ? rows.document(list.user(), place.session(), place.document())
                  : null;
          return row == null
              || row.offset() != place.offset()
              || page.take(row.document(), row.fingerprint(), place.offset(), 0);
        });
    return page.page();
  }

  private static SeqPage<Kept<SavedContext>> contexts(
      PartitionHandle handle, Rows rows, Read.ListKeptContexts list) {
    Page<SavedContext> page = new Page<>(list.limit());
    Scans.contextsFrom(
        handle,
        list.user(),
        list.afterOffset(),
        (offset, id) -> {
          if (offset > list.lastOffset()) {
            return false;
          }
          ContextRow row = rows.context(list.user(), id);
          return row == null
              || row.offset() != offset
              || !isThere(rows, list.user(), row.context().session())
              || page.take(row.context(), row.fingerprint(), offset, 0);
        });
    return page.page();
  }

  /** Whether a session is there, soft-deleted or not; its rows may be there longer than itself. */
  private static boolean isThere(Rows rows, UserId user, @Nullable SessionId session) {
    SessionRow row = session == null ? null : rows.session(user, session);
    return session == null || (row != null && !row.staged());
  }

  private static Lookup<DocumentText> text(Rows rows, Read.GetDocumentText get) {
    DocumentRow row =
        isThere(rows, get.user(), get.session())
            ? rows.document(get.user(), get.session(), get.document())
            : null;
    return row == null
        ? new Lookup.Missing<>(ErrorCode.DOCUMENT_NOT_FOUND)
        : new Lookup.Found<>(
            new DocumentText(
                row.document(),
                pieces(row.document(), get.from(), number -> rows.chunk(row, number))));
  }

  private static List<String> pieces(
      Document document, long from, LongFunction<@Nullable String> texts) {
    List<String> pieces = new ArrayList<>();
    int chars = 0;
    for (long number = from;
        number < document.chunkCount() && pieces.size() < Read.GetDocumentText.PIECES_MAX;
        number++) {
      String piece = texts.apply(number);
      if (piece == null
          || (!pieces.isEmpty() && chars + piece.length() > Read.GetDocumentText.CHARS_MAX)) {
        break; // gone by now, or enough
      }
      chars += piece.length();
      pieces.add(piece);
    }
    return pieces;
  }

  /** A page that is also short when its items are long. */
  private static final class Page<T> {
    private final int limit;
    private final List<Kept<T>> items = new ArrayList<>();
    private long last;
    private long chars;
    private @Nullable Long next;

    Page(int limit) {
      this.limit = limit;
    }

    /** Takes an item; whether others are to follow. */
    boolean take(T item, long fingerprint, long place, int length) {
      if (items.size() == limit || chars >= KeptLists.PAGE_CHARS_MAX) {
        next = last;
        return false;
      }
      items.add(new Kept<>(item, fingerprint));
      last = place;
      chars += length;
      return true;
    }

    SeqPage<Kept<T>> page() {
      return new SeqPage<>(items, next);
    }
  }
}
