package io.chatlog.processor.store;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.Trace;
import io.chatlog.processor.fold.UploadRow;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the store. One byte says what the row is; ids are UTF-8 and end with a zero byte,
 * which no id can hold; numbers are eight bytes in network order, so that keys sort as they should.
 *
 * <pre>
 * u user                          the user
 * s user 0 session                the session, with its statistics
 * S user 0 session                the vector that a client gave the session
 * a user 0 ~activity session      the user's sessions, latest activity first
 * b user 0 beginning session      those that are not soft-deleted, earliest activity first
 * x user 0 external               the active session with an external id
 * m user 0 session 0 seq          the message
 * i user 0 session 0 message      the message's seq
 * o user 0 offset                 session and seq of the message that the event at the offset brought;
 *                                 of the last one, where it showed a session with its messages
 * z user 0 session 0 time seq     a message that may not stand in the order of its time, and all
 *                                 messages of the session behind the first of them
 * t user                          the user's statistics
 * c user 0 channel                how many sessions of the user have the channel
 * k user 0 session 0 message 0 offset
 *                                 an event that no message's row tells of, for erasure; session and
 *                                 message are empty where it was about neither; for a document, 1
 *                                 and its id stand in the message's place, for a context 3 and its
 * w user [0 session [0 message]]  what goes, and whose rows are not all gone yet; in the message's
 *                                 place may stand 1 and a document, 2 and an upload, or 3 and a
 *                                 context, whose session may be empty
 * C user 0 context                the saved context
 * E user 0 ~offset                the id of the context that the event at the offset saved, the last
 *                                 one first
 * F user 0 session 0 ~offset      the same for those of a session
 * d day channel 0 status          daily statistics of all users, by the day on which sessions began
 * q user 0 day channel 0 status   how many sessions of the user are counted there
 * f day channel 0 status begun user 0 session
 *                                 the sessions that are counted there, the first to begin first
 * g user 0 day channel 0 status session
 *                                 those of the user
 * e email                         for whom an e-mail address is reserved
 * v sha256(user 0 email)          the newest claim of the address that is void for the user; stays
 *                                 when the user goes, and names nobody
 * N persona                       the persona
 * N 0 user 0 persona              the personas that belong to a user
 * P panel                         the panel, with its statistics
 * M owner 0 seq                   the message of a panel; owner is the panel's id on the log
 * I owner 0 seq                   the insight of a panel
 * L owner 0 m|i id                the seq of a message or an insight of a panel
 * L owner 0 t persona 0 time seq  a message of a panel by the persona that spoke, which may be empty
 * G user 0 session 0              what a session was called before
 * G owner 0 offset                the event at the offset, about a panel or a persona, which names a
 *                                 user: the author of a message, or of what did nothing
 * A user 0 owner 0 offset         the same by that user, who has another partition
 * D user 0 session 0 document     the document
 * D user 0 session 0 0 upload     an upload that is not complete: how far it is
 * B user 0 session 0 upload 0 part
 *                                 bytes of a document, and the event that brought them
 * T user 0 session 0 upload 0 chunk
 *                                 a piece of a document's text
 * V user 0 session 0 upload 0 chunk
 *                                 the vector that a model made of it, and the event that brought it
 * U user 0 session 0 upload 0     the document that an upload completed; not of all old documents
 * j user 0 ~offset                session, document and media type of the document that the event at
 *                                 the offset completed
 * j 0 begun user 0 session 0 upload
 *                                 uploads of all users that are not complete, the first to begin
 *                                 first
 * l sha256(user 0 session)        that a session of this id was deleted; stays when the user goes,
 *                                 and names nobody
 * r offset                        why the write at the offset was refused
 * h                               how far the partition is, and its totals
 * y                               when something was erased whose bytes the topics may still hold
 * </pre>
 */
public final class Keys {
  static final byte USER = 'u';
  static final byte SESSION = 's';
  static final byte SESSION_VECTOR = 'S';
  static final byte ACTIVITY = 'a';
  static final byte MESSAGE = 'm';
  static final byte MESSAGE_SEQ = 'i';
  static final byte MESSAGE_OFFSET = 'o';
  static final byte MESSAGE_TIME = 'z';
  static final byte USER_STATS = 't';
  static final byte CHANNEL_SESSIONS = 'c';
  static final byte REJECTION = 'r';
  static final byte CONTEXT = 'C';
  static final byte CONTEXT_OF_USER = 'E';
  static final byte CONTEXT_OF_SESSION = 'F';
  static final byte BEGINNING = 'b';
  static final byte EXTERNAL_ID = 'x';
  static final byte TRACE = 'k';
  static final byte PURGE = 'w';
  static final byte BUCKET = 'd';
  static final byte USER_BUCKET = 'q';
  static final byte BUCKET_SESSION = 'f';
  static final byte USER_BUCKET_SESSION = 'g';
  static final byte EMAIL_CLAIM = 'e';
  static final byte EMAIL_VOID = 'v';
  static final byte ENDED = 'l';
  static final byte PERSONA = 'N';
  static final byte PANEL = 'P';
  static final byte PANEL_MESSAGE = 'M';
  static final byte INSIGHT = 'I';
  static final byte PANEL_PLACE = 'L';
  static final byte AUTHORED = 'G';
  static final byte PAST = 'G';
  static final byte AUTHORED_BY = 'A';
  static final byte DOCUMENT = 'D';
  static final byte DOCUMENT_BYTES = 'B';
  static final byte DOCUMENT_TEXT = 'T';
  static final byte CHUNK_VECTOR = 'V';
  static final byte DOCUMENT_OF = 'U';
  static final byte DOCUMENT_OFFSET = 'j';

  /** Before the id of a document where the id of a message could stand: no id begins so. */
  static final char DOCUMENT_MARK = 1;

  /** The same before the id of an upload. */
  static final char UPLOAD_MARK = 2;

  /** The one row that every event changes. */
  static final Bytes PARTITION = Bytes.wrap(new byte[] {'h'});

  /** When something was last erased; see {@link ErasureMark}. */
  static final Bytes ERASED = Bytes.wrap(new byte[] {'y'});

  private static final byte[] NOTHING = {};

  /** Before the id of a context where a message's may stand; no id can hold it. */
  private static final char OF_CONTEXT = '\u0003';

  private Keys() {}

  static Bytes user(UserId user) {
    return key(USER, utf8(user.value()));
  }

  /** The first key of all users whose ids begin with a prefix. */
  static Bytes usersFrom(String prefix) {
    return key(USER, utf8(prefix));
  }

  static Bytes session(UserId user, SessionId session) {
    return key(SESSION, utf8(user.value()), utf8(session.value()));
  }

  static Bytes sessionVector(UserId user, SessionId session) {
    return key(SESSION_VECTOR, utf8(user.value()), utf8(session.value()));
  }

  static Bytes activity(UserId user, long activityMicros, SessionId session) {
    byte[] owner = utf8(user.value());
    byte[] id = utf8(session.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + Long.BYTES + id.length);
    buffer.put(ACTIVITY).put(owner).put((byte) 0).putLong(latestFirst(activityMicros)).put(id);
    return Bytes.wrap(buffer.array());
  }

  /** What all keys of a user's sessions by activity begin with. */
  static Bytes activities(UserId user) {
    return key(ACTIVITY, utf8(user.value()), NOTHING);
  }

  static Bytes beginning(UserId user, long firstMicros, SessionId session) {
    byte[] owner = utf8(user.value());
    byte[] id = utf8(session.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + Long.BYTES + id.length);
    buffer.put(BEGINNING).put(owner).put((byte) 0).putLong(firstMicros ^ Long.MIN_VALUE).put(id);
    return Bytes.wrap(buffer.array());
  }

  /** What all keys of a user's rows of a kind begin with, of those that name more than the user. */
  static Bytes ofUser(byte kind, UserId user) {
    return key(kind, utf8(user.value()), NOTHING);
  }

  static Bytes titles(UserId user, SessionId session) {
    return ofSession(PAST, user, session);
  }

  /** The same for a session's rows. */
  static Bytes ofSession(byte kind, UserId user, SessionId session) {
    return key(kind, utf8(user.value()), utf8(session.value()), NOTHING);
  }

  static Bytes bucket(Bucket bucket) {
    return Bytes.wrap(bucketBytes(new byte[] {BUCKET}, bucket));
  }

  /** The first key of the buckets of a day and those behind. */
  static Bytes bucketsFrom(int epochDay) {
    return Bytes.wrap(day(new byte[] {BUCKET}, epochDay));
  }

  static Bytes userBucket(UserId user, Bucket bucket) {
    return Bytes.wrap(bucketBytes(ofUser(USER_BUCKET, user).get(), bucket));
  }

  /** What the keys of the sessions of a bucket begin with. */
  static Bytes bucketSessions(Bucket bucket) {
    return Bytes.wrap(bucketBytes(new byte[] {BUCKET_SESSION}, bucket));
  }

  static Bytes bucketSession(Bucket bucket, long begunMicros, UserId user, SessionId session) {
    byte[] prefix = bucketSessions(bucket).get();
    byte[] owner = utf8(user.value());
    byte[] id = utf8(session.value());
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES + owner.length + 1 + id.length)
            .put(prefix)
            .putLong(begunMicros ^ Long.MIN_VALUE)
            .put(owner)
            .put((byte) 0)
            .put(id)
            .array());
  }

  /** When the session that a key of {@link #bucketSession} names began. */
  static long begunOf(Bytes key, Bytes prefix) {
    return ByteBuffer.wrap(key.get()).getLong(prefix.get().length) ^ Long.MIN_VALUE;
  }

  /** Whether a key of {@link #bucketSession} names a session of a user, or that session. */
  static boolean isOf(Bytes key, Bytes prefix, UserId user, @Nullable SessionId session) {
    int from = prefix.get().length + Long.BYTES;
    String ids = new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
    return session == null
        ? ids.startsWith(user.value() + '\0')
        : ids.equals(user.value() + '\0' + session.value());
  }

  /** The first key of a user's sessions that began on a day, and of those behind. */
  static Bytes userBucketsFrom(UserId user, int epochDay) {
    return Bytes.wrap(day(ofUser(USER_BUCKET_SESSION, user).get(), epochDay));
  }

  static Bytes userBucketSession(UserId user, Bucket bucket, SessionId session) {
    byte[] prefix = bucketBytes(ofUser(USER_BUCKET_SESSION, user).get(), bucket);
    byte[] id = utf8(session.value());
    return Bytes.wrap(ByteBuffer.allocate(prefix.length + id.length).put(prefix).put(id).array());
  }

  /** The bucket that a key of {@link #bucket} names. */
  static Bucket bucketOf(Bytes key) {
    return bucketOf(key, 1);
  }

  /** The bucket that a key names from a place on. */
  private static Bucket bucketOf(Bytes key, int from) {
    byte[] bytes = key.get();
    int day = ByteBuffer.wrap(bytes).getInt(from) ^ Integer.MIN_VALUE;
    int end = from + Integer.BYTES;
    while (bytes[end] != 0) {
      end++;
    }
    int channel = from + Integer.BYTES;
    return new Bucket(
        day,
        new String(bytes, channel, end - channel, StandardCharsets.UTF_8),
        SessionStatus.ofOrdinal(bytes[end + 1]));
  }

  /** The session that a key of {@link #userBucketSession} names. */
  static SessionId sessionInBucket(Bytes key, UserId user) {
    int bucket = 1 + utf8(user.value()).length + 1;
    int at = bucket + Integer.BYTES;
    while (key.get()[at] != 0) {
      at++;
    }
    int from = at + 2;
    return new SessionId(
        new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8));
  }

  /** The day that a key of {@link #userBucketSession} names. */
  static int dayOfUserBucket(Bytes key, UserId user) {
    int bucket = 1 + utf8(user.value()).length + 1;
    return ByteBuffer.wrap(key.get()).getInt(bucket) ^ Integer.MIN_VALUE;
  }

  private static byte[] day(byte[] prefix, int epochDay) {
    return ByteBuffer.allocate(prefix.length + Integer.BYTES)
        .put(prefix)
        .putInt(epochDay ^ Integer.MIN_VALUE)
        .array();
  }

  private static byte[] bucketBytes(byte[] prefix, Bucket bucket) {
    byte[] day = day(prefix, bucket.epochDay());
    byte[] channel = utf8(bucket.channel());
    return ByteBuffer.allocate(day.length + channel.length + 2)
        .put(day)
        .put(channel)
        .put((byte) 0)
        .put((byte) bucket.status().ordinal())
        .array();
  }

  static Bytes externalId(UserId user, String externalId) {
    return key(EXTERNAL_ID, utf8(user.value()), utf8(externalId));
  }

  static Bytes emailClaim(UserId email) {
    return key(EMAIL_CLAIM, utf8(email.value()));
  }

  static Bytes emailVoid(UserId user, UserId email) {
    return key(EMAIL_VOID, hash(user, email.value()));
  }

  static Bytes ended(UserId user, SessionId session) {
    return key(ENDED, hash(user, session.value()));
  }

  private static byte[] hash(UserId user, String other) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(utf8(user.value()));
      digest.update((byte) 0);
      return digest.digest(utf8(other));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  static Bytes trace(
      UserId user, @Nullable SessionId session, @Nullable MessageId message, long offset) {
    return trace(traces(user, session, message), offset);
  }

  /** Where a trace stands. */
  static Bytes trace(Trace trace) {
    DocumentId document = trace.document();
    SessionId session = trace.session();
    Bytes about =
        trace.context() != null
            ? contextTraces(trace.user(), session, trace.context())
            : document != null && session != null
                ? documentTraces(trace.user(), session, document)
                : traces(trace.user(), session, trace.message());
    return trace(about, trace.offset());
  }

  /** What all traces of events about a document begin with. */
  static Bytes documentTraces(UserId user, SessionId session, DocumentId document) {
    return key(
        TRACE,
        utf8(user.value()),
        utf8(session.value()),
        utf8(DOCUMENT_MARK + document.value()),
        NOTHING);
  }

  static Bytes trace(Bytes prefix, long offset) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.get().length + Long.BYTES)
            .put(prefix.get())
            .putLong(offset)
            .array());
  }

  /** What all traces of events about a context begin with, of those that name a session or not. */
  static Bytes contextTraces(UserId user, @Nullable SessionId session, ContextId context) {
    return key(
        TRACE,
        utf8(user.value()),
        session == null ? NOTHING : utf8(session.value()),
        utf8(OF_CONTEXT + context.value()),
        NOTHING);
  }

  /** What all traces of events about one thing begin with. */
  static Bytes traces(UserId user, @Nullable SessionId session, @Nullable MessageId message) {
    return key(
        TRACE,
        utf8(user.value()),
        session == null ? NOTHING : utf8(session.value()),
        message == null ? NOTHING : utf8(message.value()),
        NOTHING);
  }

  /** The offset that a key of {@link #trace} names. */
  static long traceOffset(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
  }

  static Bytes purge(UserId user, @Nullable SessionId session, @Nullable MessageId message) {
    return session == null
        ? key(PURGE, utf8(user.value()))
        : message == null
            ? key(PURGE, utf8(user.value()), utf8(session.value()))
            : key(PURGE, utf8(user.value()), utf8(session.value()), utf8(message.value()));
  }

  static Bytes panelMessagePurge(UserId panel, MessageId message) {
    return key(PURGE, utf8(panel.value()), NOTHING, utf8(message.value()));
  }

  static Bytes contextPurge(UserId user, @Nullable SessionId session, ContextId context) {
    return key(
        PURGE,
        utf8(user.value()),
        session == null ? NOTHING : utf8(session.value()),
        utf8(OF_CONTEXT + context.value()));
  }

  /** The context that one of {@link #purgeIds} names; null where it names a message. */
  static @Nullable ContextId purgedContext(String id) {
    return id.charAt(0) == OF_CONTEXT ? new ContextId(id.substring(1)) : null;
  }

  static Bytes documentPurge(UserId user, SessionId session, DocumentId document) {
    return key(
        PURGE, utf8(user.value()), utf8(session.value()), utf8(DOCUMENT_MARK + document.value()));
  }

  static Bytes uploadPurge(UserId user, SessionId session, UploadId upload) {
    return key(
        PURGE, utf8(user.value()), utf8(session.value()), utf8(UPLOAD_MARK + upload.value()));
  }

  static Bytes document(UserId user, SessionId session, DocumentId document) {
    return key(DOCUMENT, utf8(user.value()), utf8(session.value()), utf8(document.value()));
  }

  static Bytes upload(UserId user, SessionId session, UploadId upload) {
    return key(DOCUMENT, utf8(user.value()), utf8(session.value()), NOTHING, utf8(upload.value()));
  }

  /** What all keys of an upload's bytes, or of its text, begin with. */
  static Bytes ofUpload(byte kind, UserId user, SessionId session, UploadId upload) {
    return key(kind, utf8(user.value()), utf8(session.value()), utf8(upload.value()), NOTHING);
  }

  static Bytes documentBytes(UserId user, SessionId session, UploadId upload, int part) {
    return numbered(ofUpload(DOCUMENT_BYTES, user, session, upload), part);
  }

  static Bytes documentText(UserId user, SessionId session, UploadId upload, long chunk) {
    return numbered(ofUpload(DOCUMENT_TEXT, user, session, upload), chunk);
  }

  static Bytes chunkVector(UserId user, SessionId session, UploadId upload, long chunk) {
    return numbered(ofUpload(CHUNK_VECTOR, user, session, upload), chunk);
  }

  static Bytes documentOf(UserId user, SessionId session, UploadId upload) {
    return ofUpload(DOCUMENT_OF, user, session, upload);
  }

  static Bytes documentOffset(UserId user, long offset) {
    return numbered(documentOffsets(user), latestFirst(offset));
  }

  /** What all keys of a user's documents by offset begin with. */
  static Bytes documentOffsets(UserId user) {
    return key(DOCUMENT_OFFSET, utf8(user.value()), NOTHING);
  }

  /** The offset that a key of {@link #documentOffset} names. */
  static long documentOffsetOf(Bytes key) {
    return latestFirst(ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES));
  }

  /** Where an upload stands among those that are not complete. */
  static Bytes uploadBegun(UploadRow upload) {
    byte[] user = utf8(upload.user().value());
    byte[] session = utf8(upload.session().value());
    byte[] id = utf8(upload.upload().value());
    return Bytes.wrap(
        ByteBuffer.allocate(2 + Long.BYTES + user.length + session.length + id.length + 2)
            .put(DOCUMENT_OFFSET)
            .put((byte) 0)
            .putLong(upload.begunMicros() ^ Long.MIN_VALUE)
            .put(user)
            .put((byte) 0)
            .put(session)
            .put((byte) 0)
            .put(id)
            .array());
  }

  /** What the keys of all uploads that are not complete begin with. */
  static Bytes uploadsBegun() {
    return Bytes.wrap(new byte[] {DOCUMENT_OFFSET, 0});
  }

  /** The number at the end of a key. */
  static long numberOf(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
  }

  /** A key without the number at its end. */
  static Bytes withoutNumber(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length - Long.BYTES));
  }

  private static Bytes numbered(Bytes prefix, long number) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.get().length + Long.BYTES)
            .put(prefix.get())
            .putLong(number)
            .array());
  }

  /** The ids that a key of {@link #purge} names: of a user, a session, a message. */
  static List<String> purgeIds(Bytes key) {
    String ids = new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8);
    return List.of(ids.split("\0"));
  }

  static Bytes context(UserId user, ContextId context) {
    return key(CONTEXT, utf8(user.value()), utf8(context.value()));
  }

  static Bytes contextOfUser(UserId user, long offset) {
    return lastFirst(ofUser(CONTEXT_OF_USER, user), offset);
  }

  static Bytes contextOfSession(UserId user, SessionId session, long offset) {
    return lastFirst(ofSession(CONTEXT_OF_SESSION, user, session), offset);
  }

  private static Bytes lastFirst(Bytes prefix, long offset) {
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.get().length + Long.BYTES)
            .put(prefix.get())
            .putLong(latestFirst(offset))
            .array());
  }

  /** The offset that a key of {@link #contextOfUser} or {@link #contextOfSession} names. */
  static long contextOffset(Bytes key) {
    return latestFirst(ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES));
  }

  /** The first key of a kind. */
  static Bytes first(byte kind) {
    return Bytes.wrap(new byte[] {kind});
  }

  /** The user that a key of {@link #user} names. */
  static UserId userOf(byte[] key) {
    return new UserId(new String(key, 1, key.length - 1, StandardCharsets.UTF_8));
  }

  static Bytes message(UserId user, SessionId session, long seq) {
    byte[] owner = utf8(user.value());
    byte[] id = utf8(session.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + id.length + 1 + Long.BYTES);
    buffer.put(MESSAGE).put(owner).put((byte) 0).put(id).put((byte) 0).putLong(seq);
    return Bytes.wrap(buffer.array());
  }

  static Bytes messageTime(UserId user, SessionId session, long timestampMicros, long seq) {
    byte[] prefix = ofSession(MESSAGE_TIME, user, session).get();
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + 2 * Long.BYTES)
            .put(prefix)
            .putLong(timestampMicros ^ Long.MIN_VALUE)
            .putLong(seq)
            .array());
  }

  /** The time that a key of {@link #messageTime} names. */
  static long timeOf(Bytes key, Bytes prefix) {
    return ByteBuffer.wrap(key.get()).getLong(prefix.get().length) ^ Long.MIN_VALUE;
  }

  /** The seq that a key of {@link #messageTime} names. */
  static long seqOf(Bytes key, Bytes prefix) {
    return ByteBuffer.wrap(key.get()).getLong(prefix.get().length + Long.BYTES);
  }

  static Bytes messageSeq(UserId user, SessionId session, MessageId message) {
    return key(MESSAGE_SEQ, utf8(user.value()), utf8(session.value()), utf8(message.value()));
  }

  static Bytes messageOffset(UserId user, long offset) {
    byte[] owner = utf8(user.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + Long.BYTES);
    buffer.put(MESSAGE_OFFSET).put(owner).put((byte) 0).putLong(offset);
    return Bytes.wrap(buffer.array());
  }

  /** What all keys of a user's messages by offset begin with. */
  static Bytes messageOffsets(UserId user) {
    return key(MESSAGE_OFFSET, utf8(user.value()), NOTHING);
  }

  /** The offset that a key of {@link #messageOffset} names. */
  static long offsetOf(Bytes key, Bytes prefix) {
    return ByteBuffer.wrap(key.get()).getLong(prefix.get().length);
  }

  static Bytes userStats(UserId user) {
    return key(USER_STATS, utf8(user.value()));
  }

  static Bytes channelSessions(UserId user, String channel) {
    return key(CHANNEL_SESSIONS, utf8(user.value()), utf8(channel));
  }

  /** What all keys of a user's sessions by channel begin with. */
  static Bytes channels(UserId user) {
    return key(CHANNEL_SESSIONS, utf8(user.value()), NOTHING);
  }

  static Bytes rejection(long offset) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(REJECTION).putLong(offset).array());
  }

  /** The channel that a key of {@link #channelSessions} names. */
  static String channelOf(Bytes key, Bytes prefix) {
    int from = prefix.get().length;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }

  /** The time that a key of {@link #beginning} names, in microseconds. */
  static long beginningOf(Bytes key, Bytes prefix) {
    return ByteBuffer.wrap(key.get()).getLong(prefix.get().length) ^ Long.MIN_VALUE;
  }

  /** The activity that a key of {@link #activity} names, in microseconds. */
  static long activityOf(Bytes key, Bytes prefix) {
    return latestFirst(ByteBuffer.wrap(key.get()).getLong(prefix.get().length));
  }

  /** The session that a key of {@link #activity} or {@link #beginning} names. */
  static SessionId sessionOf(Bytes key, Bytes prefix) {
    int from = prefix.get().length + Long.BYTES;
    return new SessionId(
        new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8));
  }

  static boolean is(byte kind, Bytes key) {
    return key.get()[0] == kind;
  }

  /** The smallest key behind all that begin with a prefix, which holds a byte below 0xff. */
  static Bytes end(Bytes prefix) {
    byte[] bytes = prefix.get().clone();
    int last = bytes.length - 1;
    while (bytes[last] == (byte) 0xff) {
      last--;
    }
    bytes[last]++;
    return Bytes.wrap(Arrays.copyOf(bytes, last + 1));
  }

  /** The smallest key behind a key. */
  static Bytes behind(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  /** Turns a signed number into one whose unsigned order is the reverse; its own inverse. */
  private static long latestFirst(long value) {
    return ~(value ^ Long.MIN_VALUE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes key(byte kind, byte[]... parts) {
    int length = parts.length;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] key = new byte[length];
    key[0] = kind;
    int at = 1;
    for (int part = 0; part < parts.length; part++) {
      if (part > 0) {
        key[at++] = 0;
      }
      System.arraycopy(parts[part], 0, key, at, parts[part].length);
      at += parts[part].length;
    }
    return Bytes.wrap(key);
  }
}
