package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Message;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.Session;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TagPage;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The search index of one partition: one document per message, and per piece of text of an uploaded
 * document, found by words, owner, session, role, channel, source and time, without its content;
 * one document per session, found by what lists are narrowed by and put in their order, which
 * shares no term with the others; and one per session that has a vector, found by that alone.
 *
 * <p>Derived from rows, and repeatable: the same row applied twice is one document, and the same
 * rows in the same order give the same answers.
 *
 * <p>Thread-safe. Changes come from one thread at a time. A search sees what {@link #show} last
 * showed; lists of sessions and their tags see every change that was applied before they began: see
 * {@link IndexViews}.
 *
 * <p>Once closed, every search throws what it was told to throw.
 */
public final class SearchIndex implements SearchReads {
  private static final long MEMORY_BYTES = 16 << 20;

  private final IndexWriter writer;
  private final EditedMessages edited = new EditedMessages(System::nanoTime);
  private final IndexViews views;
  private final int partition;
  private final boolean vectorGraph;
  private final SearchPages pages;
  private final MessageDocument document = new MessageDocument();
  private final PendingSessions sessions;
  private final NewMessages newMessages;
  private volatile long changes;
  private volatile long deletions;

  /**
   * @param vectorGraph whether the writer puts vectors into a graph
   * @param closed what searches throw once the index is closed
   */
  SearchIndex(
      IndexWriter writer,
      int partition,
      boolean vectorGraph,
      Supplier<? extends RuntimeException> closed)
      throws IOException {
    this.writer = writer;
    this.views = new IndexViews(writer, edited, closed);
    this.partition = partition;
    this.vectorGraph = vectorGraph;
    this.pages = new SearchPages(vectorGraph);
    this.sessions = new PendingSessions(writer, view(false, SessionSearch::lastChange));
    this.newMessages = view(false, NewMessages::new);
  }

  /** Has it told when files turn out to be damaged; searches then throw that it is closed. */
  void onDamage(Consumer<Throwable> listener) {
    views.onDamage(listener);
  }

  /**
   * Reads every file of the index, as a search sees it now.
   *
   * @param tick told now and then; may throw to end it
   */
  public void check(Runnable tick) {
    view(
        true,
        reader -> {
          IndexFiles.check(reader, tick);
          return true;
        });
  }

  @Override
  public Optional<String> damage(Runnable tick) {
    return view(
        true,
        reader -> {
          try {
            IndexFiles.check(reader, tick);
            IndexFiles.checkCommit(writer.getDirectory(), tick);
            return Optional.<String>empty();
          } catch (IOException broken) {
            if (!IndexFiles.isUnreadable(broken)) {
              throw broken;
            }
            views.damaged(broken);
            return Optional.of(String.valueOf(broken.getMessage()));
          }
        });
  }

  /** An index that lives in memory only, for as long as it is referred to. */
  public static SearchIndex inMemory(int partition) {
    return inMemory(partition, IndexSettings.withBuffer(MEMORY_BYTES));
  }

  /** The same with other bounds. */
  static SearchIndex inMemory(int partition, IndexSettings settings) {
    try {
      IndexWriter writer = IndexFiles.writer(new ByteBuffersDirectory(), settings);
      return new SearchIndex(
          writer,
          partition,
          settings.vectorGraph(),
          () -> new IllegalStateException("the index is closed"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Remembers what a message says until it is edited; to be told before the edit is applied.
   *
   * @param row as it is found now
   * @param editOffset where the log has the edit
   */
  public synchronized void edits(MessageRow row, long editOffset) {
    edited.add(row, editOffset);
  }

  /**
   * Indexes a message, in place of what was there. To be told of all that goes and comes, in order:
   * one that came into being in the log behind all that was indexed is taken for one of which
   * nothing can be there.
   */
  public synchronized void apply(MessageRow row) {
    put(row, newMessages.isNew(row.offset()));
  }

  /**
   * The same for who is not told of all that goes: the one that was there may have gone, and this
   * come under its id.
   */
  public synchronized void replace(MessageRow row) {
    newMessages.isNew(row.offset());
    put(row, false);
  }

  private void put(MessageRow row, boolean isNew) {
    BytesRef id =
        IndexFields.id(row.message().owner(), row.message().session(), row.message().seq());
    if (row.message().version() > 1) {
      deletions++; // what it said before
    }
    if (isNew) {
      changed(() -> writer.addDocument(document.fill(row, id)));
    } else {
      changed(() -> writer.updateDocument(new Term(IndexFields.ID, id), document.fill(row, id)));
    }
  }

  /**
   * Makes a change that says nothing new: a document is written again as the row that it stands for
   * is now. No other change is made meanwhile.
   */
  public synchronized void rewrite(Runnable change) {
    long before = changes;
    change.run();
    changes = before;
  }

  /** Indexes the vector of a session, in place of what was there. */
  public synchronized void apply(SessionVectorRow row) {
    deletions++; // the one before, if any
    Term key =
        new Term(IndexFields.SESSION_VECTOR, IndexFields.session(row.owner(), row.session()));
    changed(() -> writer.updateDocument(key, SessionVectorDocument.of(row)));
  }

  /** Forgets the vector of a session. */
  public synchronized void deleteSessionVector(UserId owner, SessionId session) {
    deletions++;
    changed(
        () ->
            writer.deleteDocuments(
                new Term(IndexFields.SESSION_VECTOR, IndexFields.session(owner, session))));
  }

  /** Forgets a message. */
  public synchronized void delete(UserId owner, SessionId session, long seq) {
    BytesRef id = IndexFields.id(owner, session, seq);
    edited.forget(message -> isOf(message, owner, session) && message.seq() == seq);
    deletions++;
    changed(() -> writer.deleteDocuments(new Term(IndexFields.ID, id)));
  }

  /**
   * Indexes a document that was uploaded, in place of what was there.
   *
   * @param texts its pieces of text by number; null for one that is gone
   * @param vectors their vectors; null for one that has none
   */
  public synchronized void apply(
      DocumentRow row,
      LongFunction<@Nullable String> texts,
      LongFunction<@Nullable Embedding> vectors) {
    Document uploaded = row.document();
    Term key =
        new Term(
            IndexFields.DOCUMENT,
            IndexFields.document(uploaded.owner(), uploaded.session(), uploaded.id()));
    ChunkDocuments pieces = new ChunkDocuments(row, texts, vectors);
    if (pieces.iterator().hasNext()) {
      changed(() -> writer.updateDocuments(key, pieces));
    } else {
      changed(() -> writer.deleteDocuments(key)); // a block of nothing upsets Lucene's accounts
    }
  }

  /** Indexes one piece of a document that is indexed, in place of what was there of it. */
  public synchronized void apply(DocumentRow row, long chunk, String text, Embedding embedding) {
    changed(
        () ->
            writer.updateDocument(
                new Term(IndexFields.PIECE, IndexFields.piece(row.document(), chunk)),
                ChunkDocuments.of(row, chunk, text, embedding)));
  }

  /** Forgets a document. */
  public synchronized void deleteDocument(UserId owner, SessionId session, DocumentId document) {
    deletions++;
    changed(
        () ->
            writer.deleteDocuments(
                new Term(IndexFields.DOCUMENT, IndexFields.document(owner, session, document))));
  }

  /** Forgets the messages and documents of a session. */
  public synchronized void deleteSession(UserId owner, SessionId session) {
    edited.forget(message -> isOf(message, owner, session));
    deletions++;
    changed(
        () ->
            writer.deleteDocuments(
                new Term(IndexFields.SESSION, IndexFields.session(owner, session))));
  }

  /** Forgets the messages and documents of a user. */
  public synchronized void deleteUser(UserId owner) {
    edited.forget(message -> message.owner().equals(owner));
    deletions++;
    changed(() -> writer.deleteDocuments(new Term(IndexFields.OWNER, owner.value())));
  }

  private static boolean isOf(Message message, UserId owner, SessionId session) {
    return message.session().equals(session) && message.owner().equals(owner);
  }

  /**
   * Makes the messages of a session that were applied so far follow its channel, source and status:
   * three numbers of each document are written anew, no content is.
   */
  public synchronized void follow(SessionRow row) {
    Session session = row.session();
    edited.follow(session);
    if (!writer.getFieldNames().contains(IndexFields.HIDDEN)) {
      return; // no message was ever indexed
    }
    Term messages =
        new Term(IndexFields.SESSION, IndexFields.session(session.owner(), session.id()));
    changed(
        () ->
            writer.updateDocValues(
                messages,
                new NumericDocValuesField(
                    IndexFields.CHANNEL, IndexFields.number(session.channel())),
                new NumericDocValuesField(IndexFields.SOURCE, IndexFields.number(session.source())),
                new NumericDocValuesField(
                    IndexFields.HIDDEN, session.status() == SessionStatus.DELETED ? 1 : 0)));
  }

  /** How many deletions were applied since the index was opened. */
  long deletions() {
    return deletions;
  }

  /**
   * Writes every segment anew that holds a deleted document, without it. The view that searches
   * have is opened anew, too: it keeps the files of the old segments.
   */
  void scrub() {
    views.run(
        () -> {
          synchronized (this) {
            writeSessions();
          }
          writer.forceMergeDeletes(true);
        });
    refresh();
  }

  /**
   * Has segments merged in the background that are many for what they hold, and searches see what
   * was merged so far: every search pays for every segment. For when nothing changes, since a
   * document costs more to index the fewer there are.
   */
  void tidy() {
    edited.expire();
    SegmentMerges merges = (SegmentMerges) writer.getConfig().getMergePolicy();
    merges.atRest(true);
    try {
      views.run(
          () -> {
            synchronized (this) {
              writeSessions(); // a commit would, and leave segments of them behind
            }
            refresh();
            writer.maybeMerge();
          });
    } finally {
      merges.atRest(false);
    }
  }

  /** Writes all segments anew as one, without deleted documents; views are opened anew. */
  void merge() {
    views.run(
        () -> {
          synchronized (this) {
            writeSessions();
          }
          writer.forceMerge(1, true);
        });
    refresh();
  }

  /**
   * Takes a session as it is now; its document is written later, see {@link PendingSessions}.
   *
   * @param row the session, or null when it is gone
   */
  public synchronized void apply(UserId owner, SessionId session, @Nullable SessionRow row) {
    if (row == null) {
      deletions++;
    }
    changed(() -> sessions.put(SessionFields.key(owner, session), row));
  }

  /** Writes the documents of all sessions that changed. */
  void writeSessions() throws IOException {
    sessions.writeAll();
  }

  /** Forgets everything. */
  void clear() throws IOException {
    edited.forget(message -> true);
    sessions.clear();
    writer.deleteAll();
  }

  /** How many changes were applied since the index was opened. */
  long changes() {
    return changes;
  }

  private void changed(IndexViews.IoAction change) {
    try {
      change.run();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    changes++;
  }

  /** Lets searches see every change applied so far. */
  public void refresh() {
    views.refresh();
  }

  @Override
  public long show(long applied, long wanted) {
    return views.show(applied, wanted);
  }

  @Override
  public boolean sawEditsBehind(long offset) {
    return views.sawEditsBehind(offset);
  }

  @Override
  public TermStatistics termStatistics(String text) {
    return view(
        false, reader -> TermCounts.of(QueryText.parse(text), SearchView.of(partition, reader)));
  }

  @Override
  public SearchPage search(
      @Nullable UserId user,
      SearchQuery query,
      @Nullable TermStatistics collection,
      MessageSource rows) {
    return view(
        wantsTags(query),
        reader -> {
          try (PastDocuments past = past(user, query)) {
            return pages.page(
                past.over(SearchView.of(partition, reader)), user, query, collection, rows);
          }
        });
  }

  private PastDocuments past(@Nullable UserId user, SearchQuery query) throws IOException {
    return PastDocuments.of(query.filter(), user, new TreeMap<>(Map.of(partition, edited)));
  }

  /** Sessions have tags, and their documents are written when they are asked for. */
  private boolean wantsTags(SearchQuery query) {
    boolean wants = !query.filter().tags().isEmpty();
    if (wants) {
      writeSessionsFor();
    }
    return wants;
  }

  @Override
  public SearchPage similar(@Nullable UserId user, SimilarQuery query, MessageSource rows) {
    return view(
        wantsTags(query.query()),
        reader -> {
          try (PastDocuments past = past(user, query.query())) {
            return pages.page(past.over(SearchView.of(partition, reader)), user, query, rows);
          }
        });
  }

  @Override
  public SessionFinds sessions(
      @Nullable UserId user, SessionRange range, OptionalLong asOf, int many) {
    long shown = writeSessionsFor();
    return view(
        true, reader -> new SessionSearch(reader).find(user, range, asOf.orElse(shown), many));
  }

  @Override
  public List<TagPage.Tag> tags(UserId user) {
    writeSessionsFor();
    return view(true, reader -> new SessionSearch(reader).tags(user));
  }

  @Override
  public IndexAudit audit() {
    writeSessionsFor();
    refresh();
    return views.get(() -> new ReaderAudit(views.readers()));
  }

  /** Writes what a reader of sessions must see; the offset of the last change of it. */
  private long writeSessionsFor() {
    return views.get(sessions::writeAll);
  }

  /** How many messages are indexed, those of hidden sessions included. */
  public long messages() {
    return view(true, IndexCounts::messages);
  }

  /** How many sessions are indexed. */
  public long sessions() {
    writeSessionsFor();
    return view(true, IndexCounts::sessions);
  }

  /** How many documents there are of any kind. */
  public long documents() {
    return view(true, reader -> (long) reader.numDocs());
  }

  /** How many messages are indexed, as the last search saw them. */
  long messagesSeen() {
    return view(false, IndexCounts::messages);
  }

  /** How many sessions are indexed, as the last search saw them. */
  long sessionsSeen() {
    return view(false, IndexCounts::sessions);
  }

  /** How many segments there are, as the last search saw them. */
  int segmentsSeen() {
    return view(false, reader -> reader.leaves().size());
  }

  /** Bytes of the index's files, as the last search saw them. */
  public long bytes() {
    return view(false, IndexCounts::bytes);
  }

  /** Bytes of the index's files as they are, and of what is in none yet. */
  public long bytesKept() {
    return views.get(() -> IndexFiles.bytes(writer));
  }

  @Override
  public IndexView view(boolean withSessions) {
    if (withSessions) {
      writeSessionsFor();
      refresh();
    }
    return views.get(() -> new IndexView(views.readers(), edited, vectorGraph));
  }

  private <T> T view(boolean fresh, IndexViews.IoFunction<DirectoryReader, T> read) {
    if (fresh) {
      refresh();
    }
    return views.read(read);
  }

  /** Ends searches; those under way end as they began. The writer is another's to close. */
  void close() throws IOException {
    views.close();
  }
}
