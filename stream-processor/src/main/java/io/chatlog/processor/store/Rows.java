package io.chatlog.processor.store;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.BucketRow;
import io.chatlog.processor.fold.ChunkVectorRow;
import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.EmailClaimRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PanelState;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.PastTitles;
import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.State;
import io.chatlog.processor.fold.TimeSpan;
import io.chatlog.processor.fold.UploadRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.processor.search.MessageSource;
import io.chatlog.value.ContextId;
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
import io.chatlog.view.wire.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Rows by key, decoded: one look-up each, two for a message by id. As thread-safe as the look-up
 * that it is given.
 */
public final class Rows implements State, MessageSource {
  private final RowSource source;

  public Rows(RowSource source) {
    this.source = source;
  }

  @Override
  public @Nullable UserRow user(UserId user) {
    return row(Keys.user(user), RowCodecs.USER);
  }

  @Override
  public @Nullable SessionRow session(UserId user, SessionId session) {
    return row(Keys.session(user, session), RowCodecs.SESSION);
  }

  @Override
  public @Nullable SessionVectorRow sessionVector(UserId user, SessionId session) {
    return row(Keys.sessionVector(user, session), RowCodecs.SESSION_VECTOR);
  }

  @Override
  public PastTitles titles(UserId user, SessionId session) {
    PastTitles titles = row(Keys.titles(user, session), RowCodecs.TITLES);
    return titles == null ? PastTitles.NONE : titles;
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, MessageId message) {
    OptionalLong seq = seq(user, session, message);
    return seq.isEmpty() ? null : message(user, session, seq.getAsLong());
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, long seq) {
    return row(Keys.message(user, session, seq), RowCodecs.MESSAGE);
  }

  @Override
  public Together together(List<Place> messages, List<SessionPlace> sessions) {
    List<Bytes> keys = new ArrayList<>(messages.size() + sessions.size());
    messages.forEach(at -> keys.add(Keys.message(at.user(), at.session(), at.seq())));
    sessions.forEach(at -> keys.add(Keys.session(at.user(), at.session())));
    List<byte @Nullable []> rows = source.getAll(keys);
    return new Together(
        decoded(rows.subList(0, messages.size()), RowCodecs.MESSAGE),
        decoded(rows.subList(messages.size(), rows.size()), RowCodecs.SESSION));
  }

  private static <R> List<@Nullable R> decoded(List<byte @Nullable []> rows, Codec<R> codec) {
    List<@Nullable R> decoded = new ArrayList<>(rows.size());
    for (byte @Nullable [] bytes : rows) {
      decoded.add(bytes == null ? null : codec.decode(bytes));
    }
    return decoded;
  }

  /** Whether a session of this id was there before and is deleted. */
  public boolean wasEnded(UserId user, SessionId session) {
    return source.get(Keys.ended(user, session)) != null;
  }

  /** The seq of a message, or empty when there is no such message. */
  public OptionalLong seq(UserId user, SessionId session, MessageId message) {
    byte[] bytes = source.get(Keys.messageSeq(user, session, message));
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(RowCodecs.number(bytes));
  }

  /** How the event at an offset showed a session of a user, or null when it showed none. */
  public RowCodecs.@Nullable Shown shown(UserId user, long offset) {
    RowCodecs.MessagePlace place = row(Keys.messageOffset(user, offset), RowCodecs.MESSAGE_PLACE);
    return place == null ? null : place.shown();
  }

  @Override
  public @Nullable DocumentRow document(UserId user, SessionId session, DocumentId document) {
    return row(Keys.document(user, session, document), RowCodecs.DOCUMENT);
  }

  @Override
  public @Nullable UploadRow upload(UserId user, SessionId session, UploadId upload) {
    return row(Keys.upload(user, session, upload), RowCodecs.UPLOAD);
  }

  @Override
  public @Nullable String partEvent(UserId user, SessionId session, UploadId upload, int part) {
    byte[] bytes = source.get(Keys.documentBytes(user, session, upload, part));
    return bytes == null ? null : RowCodecs.partEvent(bytes);
  }

  /** The bytes of a document's part, or null. */
  public byte @Nullable [] content(DocumentRow row, int part) {
    Document document = row.document();
    RowCodecs.Part found =
        row(
            Keys.documentBytes(document.owner(), document.session(), row.upload(), part),
            RowCodecs.PART);
    return found == null ? null : found.content();
  }

  @Override
  public @Nullable String chunk(DocumentRow row, long chunk) {
    Document document = row.document();
    return chunk(document.owner(), document.session(), row.upload(), chunk);
  }

  @Override
  public @Nullable String chunk(UserId user, SessionId session, UploadId upload, long chunk) {
    byte[] bytes = source.get(Keys.documentText(user, session, upload, chunk));
    return bytes == null ? null : RowCodecs.text(bytes);
  }

  @Override
  public @Nullable ChunkVectorRow chunkVector(
      UserId user, SessionId session, UploadId upload, long chunk) {
    return row(Keys.chunkVector(user, session, upload, chunk), RowCodecs.CHUNK_VECTOR);
  }

  /** Tells the vectors of a document's pieces by their numbers. */
  public LongFunction<@Nullable Embedding> chunkVectors(DocumentRow row) {
    UserId user = row.document().owner();
    SessionId session = row.document().session();
    Bytes prefix = Keys.ofUpload(Keys.CHUNK_VECTOR, user, session, row.upload());
    boolean[] any = {false};
    source.scan(
        prefix,
        Keys.end(prefix),
        false,
        (key, value) -> {
          any[0] = true;
          return false;
        });
    if (!any[0]) {
      return chunk -> null;
    }
    return chunk -> {
      ChunkVectorRow vector = chunkVector(user, session, row.upload(), chunk);
      return vector == null ? null : vector.embedding();
    };
  }

  @Override
  public @Nullable DocumentId documentOf(UserId user, SessionId session, UploadId upload) {
    byte[] known = source.get(Keys.documentOf(user, session, upload));
    if (known != null) {
      return new DocumentId(RowCodecs.text(known));
    }
    if (upload(user, session, upload) != null) {
      return null;
    }
    // a document of an old version, of which no row tells
    DocumentId[] found = new DocumentId[1];
    Bytes documents = Keys.ofSession(Keys.DOCUMENT, user, session);
    source.scan(
        documents,
        Keys.end(documents),
        false,
        (key, value) -> {
          if (!DocumentKey.of(key.get()).isUpload()) {
            DocumentRow row = RowCodecs.DOCUMENT.decode(value);
            found[0] = row.upload().equals(upload) ? row.document().id() : null;
          }
          return found[0] == null;
        });
    return found[0];
  }

  @Override
  public List<UploadRow> oldestUploads(int most) {
    List<UploadRow> uploads = new ArrayList<>(most);
    Bytes begun = Keys.uploadsBegun();
    source.scan(
        begun,
        Keys.end(begun),
        false,
        (key, value) -> {
          uploads.add(RowCodecs.UPLOAD.decode(value));
          return uploads.size() < most;
        });
    return uploads;
  }

  @Override
  public @Nullable MessageRow turnBefore(UserId user, SessionId session, long seq) {
    return turn(Keys.message(user, session, 0), Keys.message(user, session, seq), true);
  }

  @Override
  public @Nullable MessageRow turnAfter(UserId user, SessionId session, long seq) {
    return turn(
        Keys.message(user, session, seq + 1), Keys.message(user, session, Long.MAX_VALUE), false);
  }

  private @Nullable MessageRow turn(Bytes from, Bytes end, boolean reverse) {
    MessageRow[] found = new MessageRow[1];
    source.scan(
        from,
        end,
        reverse,
        (key, value) -> {
          MessageRow row = RowCodecs.MESSAGE.decode(value);
          Role role = row.message().role();
          if (role == Role.USER || role == Role.ASSISTANT) {
            found[0] = row;
          }
          return found[0] == null;
        });
    return found[0];
  }

  @Override
  public TimeSpan messageTimes(SessionRow row, long exceptSeq) {
    UserId user = row.session().owner();
    SessionId session = row.session().id();
    if (row.orderedBelow() == 0) {
      return allTimes(user, session, exceptSeq);
    }
    Bytes first = Keys.message(user, session, 0);
    Bytes end = Keys.message(user, session, row.orderedBelow());
    Bytes byTime = Keys.ofSession(Keys.MESSAGE_TIME, user, session);
    return ordered(first, end, exceptSeq, false)
        .and(ordered(first, end, exceptSeq, true))
        .and(byTime(byTime, exceptSeq, false))
        .and(byTime(byTime, exceptSeq, true));
  }

  /** The first time, or the last, of messages that came in the order of their times. */
  private TimeSpan ordered(Bytes from, Bytes end, long exceptSeq, boolean last) {
    TimeSpan[] found = {TimeSpan.NONE};
    source.scan(
        from,
        end,
        last,
        (key, value) -> {
          Message message = RowCodecs.MESSAGE.decode(value).message();
          if (message.seq() != exceptSeq) {
            found[0] = TimeSpan.at(message.timestampMicros());
          }
          return message.seq() == exceptSeq;
        });
    return found[0];
  }

  /** The first time, or the last, of messages that have rows by time. */
  private TimeSpan byTime(Bytes prefix, long exceptSeq, boolean last) {
    TimeSpan[] found = {TimeSpan.NONE};
    source.scan(
        prefix,
        Keys.end(prefix),
        last,
        (key, value) -> {
          boolean except = Keys.seqOf(key, prefix) == exceptSeq;
          if (!except) {
            found[0] = TimeSpan.at(Keys.timeOf(key, prefix));
          }
          return except;
        });
    return found[0];
  }

  private TimeSpan allTimes(UserId user, SessionId session, long exceptSeq) {
    TimeSpan[] times = {TimeSpan.NONE};
    source.scan(
        Keys.message(user, session, 0),
        Keys.message(user, session, Long.MAX_VALUE),
        false,
        (key, value) -> {
          Message message = RowCodecs.MESSAGE.decode(value).message();
          if (message.seq() != exceptSeq) {
            times[0] = times[0].and(TimeSpan.at(message.timestampMicros()));
          }
          return true;
        });
    return times[0];
  }

  @Override
  public TimeSpan activity(UserId user, SessionId except) {
    Long[] times = new Long[2];
    Bytes beginnings = Keys.ofUser(Keys.BEGINNING, user);
    source.scan(
        beginnings,
        Keys.end(beginnings),
        false,
        (key, value) -> {
          if (!Keys.sessionOf(key, beginnings).equals(except)) {
            times[0] = Keys.beginningOf(key, beginnings);
          }
          return times[0] == null;
        });
    if (times[0] == null) {
      return TimeSpan.NONE;
    }
    Bytes activities = Keys.activities(user);
    source.scan(
        activities,
        Keys.end(activities),
        false,
        (key, value) -> {
          SessionId session = Keys.sessionOf(key, activities);
          if (!session.equals(except)) {
            SessionRow row = session(user, session);
            if (row != null && row.session().status() != SessionStatus.DELETED) {
              times[1] = Keys.activityOf(key, activities);
            }
          }
          return times[1] == null;
        });
    return new TimeSpan(times[0], times[1]);
  }

  @Override
  public @Nullable ContextRow context(UserId user, ContextId context) {
    return row(Keys.context(user, context), RowCodecs.CONTEXT);
  }

  @Override
  public boolean hasSessions(UserId user) {
    return hasAny(Keys.ofUser(Keys.SESSION, user));
  }

  @Override
  public boolean hasContexts(UserId user) {
    return hasAny(Keys.ofUser(Keys.CONTEXT, user));
  }

  private boolean hasAny(Bytes prefix) {
    boolean[] found = new boolean[1];
    source.scan(
        prefix,
        Keys.end(prefix),
        false,
        (key, value) -> {
          found[0] = true;
          return false;
        });
    return found[0];
  }

  @Override
  public @Nullable SessionId activeSession(UserId user, String externalId) {
    byte[] bytes = source.get(Keys.externalId(user, externalId));
    return bytes == null ? null : new SessionId(RowCodecs.text(bytes));
  }

  @Override
  public @Nullable EmailClaimRow emailClaim(UserId email) {
    return row(Keys.emailClaim(email), RowCodecs.EMAIL_CLAIM);
  }

  @Override
  public long emailVoid(UserId user, UserId email) {
    byte[] bytes = source.get(Keys.emailVoid(user, email));
    return bytes == null ? -1 : RowCodecs.number(bytes);
  }

  @Override
  public UserStatsRow userStats(UserId user) {
    UserStatsRow row = userStatsIfAny(user);
    return row == null ? UserStatsRow.EMPTY : row;
  }

  /** The same, or null when there is no such user: the rows of both come and go together. */
  public @Nullable UserStatsRow userStatsIfAny(UserId user) {
    return row(Keys.userStats(user), RowCodecs.USER_STATS);
  }

  @Override
  public long channelSessions(UserId user, String channel) {
    byte[] bytes = source.get(Keys.channelSessions(user, channel));
    return bytes == null ? 0 : RowCodecs.number(bytes);
  }

  @Override
  public BucketRow bucket(Bucket bucket) {
    BucketRow row = row(Keys.bucket(bucket), RowCodecs.BUCKET);
    return row == null ? BucketRow.EMPTY : row;
  }

  @Override
  public long userSessions(UserId user, Bucket bucket) {
    byte[] bytes = source.get(Keys.userBucket(user, bucket));
    return bytes == null ? 0 : RowCodecs.number(bytes);
  }

  @Override
  public TimeSpan beginnings(Bucket bucket, UserId exceptOf, @Nullable SessionId session) {
    Bytes prefix = Keys.bucketSessions(bucket);
    Long first = begun(prefix, exceptOf, session, false);
    return first == null
        ? TimeSpan.NONE
        : new TimeSpan(first, begun(prefix, exceptOf, session, true));
  }

  private @Nullable Long begun(
      Bytes prefix, UserId exceptOf, @Nullable SessionId session, boolean last) {
    Long[] found = new Long[1];
    source.scan(
        prefix,
        Keys.end(prefix),
        last,
        (key, value) -> {
          if (!Keys.isOf(key, prefix, exceptOf, session)) {
            found[0] = Keys.begunOf(key, prefix);
          }
          return found[0] == null;
        });
    return found[0];
  }

  @Override
  public void forEachSession(UserId user, Consumer<SessionRow> visitor) {
    Bytes sessions = Keys.ofUser(Keys.SESSION, user);
    source.scan(
        sessions,
        Keys.end(sessions),
        false,
        (key, value) -> {
          visitor.accept(RowCodecs.SESSION.decode(value));
          return true;
        });
  }

  @Override
  public PanelState panels() {
    return new PanelRows(source);
  }

  @Override
  public PartitionRow partition() {
    PartitionRow row = row(Keys.PARTITION, RowCodecs.PARTITION);
    return row == null ? PartitionRow.EMPTY : row;
  }

  /** Why the write at an offset was refused, or null when it was not. */
  public @Nullable RejectionRow rejection(long offset) {
    return row(Keys.rejection(offset), RowCodecs.REJECTION);
  }

  private <T> @Nullable T row(Bytes key, Codec<T> codec) {
    byte[] bytes = source.get(key);
    return bytes == null ? null : codec.decode(bytes);
  }
}
