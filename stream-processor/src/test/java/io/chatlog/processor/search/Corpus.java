package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageFingerprint;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.Sight;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Message;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages and sessions of one partition, in rows and in an index that follows them. */
final class Corpus implements MessageSource {
  final Map<String, MessageRow> messages;
  final Map<String, SessionRow> sessions = new HashMap<>();
  final Map<String, SessionVectorRow> vectors = new HashMap<>();
  private final Map<String, DocumentRow> documents = new HashMap<>();
  private final Map<String, List<String>> texts = new HashMap<>();
  final SearchIndex index;
  private final Map<String, Long> seqs = new HashMap<>();
  private long nextOffset;

  Corpus(SearchIndex index) {
    this(index, new HashMap<>());
  }

  Corpus(SearchIndex index, Map<String, MessageRow> messages) {
    this.index = index;
    this.messages = messages;
  }

  static Corpus inMemory() {
    return new Corpus(SearchIndex.inMemory(0));
  }

  /** Appends a message of user "u" in session "s". */
  MessageRow say(String content) {
    return say("u", "s", Role.USER, content, 0);
  }

  MessageRow say(String user, String session, Role role, String content, long micros) {
    MessageRow row = unindexed(user, session, role, content, micros);
    put(row);
    return row;
  }

  /** A message that is not indexed yet. */
  MessageRow unindexed(String user, String session, Role role, String content, long micros) {
    SessionRow in =
        sessions.computeIfAbsent(
            user + '\0' + session, key -> row(user, session, "web", null, SessionStatus.ACTIVE, 0));
    long seq = seqs.merge(user + '\0' + session, 1L, Long::sum);
    MessageRow row =
        new MessageRow(
            new Message(
                new MessageId("m" + nextOffset),
                new SessionId(session),
                new UserId(user),
                seq,
                role,
                content,
                null,
                micros,
                micros,
                null,
                "{}",
                1),
            nextOffset++,
            "event",
            MessageFingerprint.of(0),
            micros,
            in.session().channel(),
            in.session().source(),
            false,
            false,
            null,
            false);
    return row;
  }

  /** A message says something with a vector. */
  MessageRow say(String user, String session, String content, float... embedding) {
    MessageRow row = say(user, session, Role.USER, content, nextOffset);
    return embed(row, embedding);
  }

  /** A message has another vector, or none. */
  MessageRow embed(MessageRow row, float... embedding) {
    MessageRow changed = with(row, row.message(), Embedding.of(embedding));
    put(changed);
    return changed;
  }

  private static MessageRow with(MessageRow row, Message message, Embedding embedding) {
    return new MessageRow(
        message,
        row.offset(),
        row.eventId(),
        row.fingerprint(),
        row.sessionActivityMicros(),
        row.channel(),
        row.source(),
        row.hidden(),
        row.restored(),
        embedding,
        false);
  }

  /** A message says something else from now on, and has no vector. */
  MessageRow edit(MessageRow row, String content) {
    MessageRow now = messages.get(key(row));
    Message said = now.message();
    index.edits(now, nextOffset++);
    Message edit =
        new Message(
            said.id(),
            said.session(),
            said.owner(),
            said.seq(),
            said.role(),
            content,
            null,
            said.timestampMicros(),
            said.receivedAtMicros(),
            said.timestampMicros(),
            "{}",
            said.version() + 1);
    MessageRow edited = with(row, edit, null);
    put(edited);
    return edited;
  }

  /** The offset of the last event. */
  long end() {
    return nextOffset - 1;
  }

  private void put(MessageRow row) {
    messages.put(key(row), row);
    index.apply(row);
  }

  /** Changes what a session's messages are filtered by. */
  void change(String user, String session, String channel, String source, SessionStatus status) {
    SessionRow before = sessions.get(user + '\0' + session);
    SessionRow row =
        row(
            user,
            session,
            channel,
            source,
            status,
            before == null ? 0 : before.filterVersion() + 1);
    sessions.put(user + '\0' + session, row);
    if (before != null) {
      index.follow(row);
    }
  }

  void delete(MessageRow row) {
    messages.remove(key(row));
    index.delete(row.message().owner(), row.message().session(), row.message().seq());
  }

  List<String> find(String text) {
    return contents(page("u", query(text)));
  }

  SearchPage page(String user, SearchQuery query) {
    index.refresh();
    return index.search(user == null ? null : new UserId(user), query, null, this);
  }

  static List<String> contents(SearchPage page) {
    List<String> contents = new ArrayList<>();
    page.hits().forEach(hit -> contents.add(hit.message().content()));
    return contents;
  }

  static SearchQuery query(String text) {
    return query(text, 100, 0, null);
  }

  static SearchQuery query(String text, int limit, int offset, SearchQuery.After after) {
    return new SearchQuery(
        text,
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        0,
        true,
        limit,
        offset,
        after);
  }

  static SessionRow row(
      String user,
      String session,
      String channel,
      String source,
      SessionStatus status,
      long filterVersion) {
    return new SessionRow(
        new Session(
            new SessionId(session),
            new UserId(user),
            "title of " + session,
            channel,
            source,
            status,
            null,
            List.of(),
            "{}",
            null,
            0,
            0,
            null,
            null,
            0,
            1),
        SessionStats.EMPTY,
        null,
        0,
        0,
        0,
        0,
        filterVersion,
        null,
        false,
        Sight.ALWAYS,
        0,
        0);
  }

  private static String key(MessageRow row) {
    return key(row.message().owner(), row.message().session(), row.message().seq());
  }

  private static String key(UserId user, SessionId session, String document) {
    return user.value() + '\0' + session.value() + '\0' + document;
  }

  private static String key(UserId user, SessionId session, long seq) {
    return user.value() + '\0' + session.value() + '\0' + seq;
  }

  @Override
  public MessageRow message(UserId user, SessionId session, long seq) {
    return messages.get(key(user, session, seq));
  }

  /** A document of pieces of text, without vectors. */
  DocumentRow upload(String user, String session, String id, String... pieces) {
    sessions.computeIfAbsent(
        user + '\0' + session, key -> row(user, session, "web", null, SessionStatus.ACTIVE, 0));
    DocumentRow row =
        new DocumentRow(
            new Document(
                new DocumentId(id),
                new SessionId(session),
                new UserId(user),
                id + ".txt",
                null,
                "text/plain",
                1,
                "",
                null,
                0,
                pieces.length,
                null,
                "{}",
                1),
            new UploadId("upload-of-" + id),
            1,
            nextOffset++,
            "event",
            0,
            "web",
            null,
            false);
    documents.put(key(row.document().owner(), row.document().session(), id), row);
    texts.put(key(row.document().owner(), row.document().session(), id), List.of(pieces));
    index.apply(row, number -> chunk(row, number), _ -> null);
    return row;
  }

  @Override
  public DocumentRow document(UserId user, SessionId session, DocumentId document) {
    return documents.get(key(user, session, document.value()));
  }

  @Override
  public String chunk(DocumentRow document, long chunk) {
    Document about = document.document();
    List<String> pieces = texts.get(key(about.owner(), about.session(), about.id().value()));
    return chunk < pieces.size() ? pieces.get((int) chunk) : null;
  }

  /** A session has a vector. */
  SessionVectorRow embedSession(String user, String session, float... embedding) {
    SessionRow in = sessions.get(user + '\0' + session);
    SessionVectorRow row =
        new SessionVectorRow(
            new UserId(user),
            new SessionId(session),
            Embedding.of(embedding),
            nextOffset++,
            in.session().createdAtMicros(),
            in.session().channel(),
            in.session().source(),
            in.session().status() == SessionStatus.DELETED,
            in.session().metadataJson(),
            false);
    vectors.put(user + '\0' + session, row);
    index.apply(row);
    return row;
  }

  @Override
  public SessionVectorRow sessionVector(UserId user, SessionId session) {
    return vectors.get(user.value() + '\0' + session.value());
  }

  @Override
  public SessionRow session(UserId user, SessionId session) {
    return sessions.get(user.value() + '\0' + session.value());
  }
}
