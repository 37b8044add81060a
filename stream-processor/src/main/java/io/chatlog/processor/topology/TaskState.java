package io.chatlog.processor.topology;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.BucketRow;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.ChunkVectorRow;
import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.EmailClaimRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PanelState;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.PastTitles;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.State;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.fold.TimeSpan;
import io.chatlog.processor.fold.UploadRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.processor.store.RowSource;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state as the fold sees it: rows of the store, and in memory those that nearly every event
 * reads and changes: the partition's own, and the daily statistics, sessions and users' statistics
 * that were changed last. A session that is written to is looked up and decoded once. Belongs to
 * one task and its thread.
 */
final class TaskState implements State {
  private static final int BUCKETS_MAX = 1_000;
  private static final int USERS_MAX = 8_192;

  /** In characters, with {@value #SESSION_CHARS} for what every session has. */
  private static final long SESSION_CHARS_MAX = 4L << 20;

  private static final long SESSION_CHARS = 1_024;

  private final Rows rows;
  private final RecentRows<Bucket, BucketRow> buckets = new RecentRows<>(BUCKETS_MAX, row -> 1);
  private final RecentRows<SessionKey, SessionRow> sessions =
      new RecentRows<>(SESSION_CHARS_MAX, TaskState::chars);
  private final RecentRows<UserId, UserStatsRow> userStats = new RecentRows<>(USERS_MAX, row -> 1);

  private PartitionRow partition;

  TaskState(RowSource source) {
    this.rows = new Rows(source);
    this.partition = rows.partition();
  }

  private record SessionKey(UserId user, SessionId session) {}

  /** The changes of a step were stored. */
  void follow(Step step) {
    for (Change change : step.changes()) {
      if (change instanceof Change.PutPartition put) {
        partition = put.row();
      } else if (change instanceof Change.PutBucket put) {
        buckets.put(put.bucket(), put.row());
      } else if (change instanceof Change.PutSession put) {
        keep(put.row());
      } else if (change instanceof Change.PutUserStats put) {
        userStats.put(put.user(), put.row());
      } else if (change instanceof Change.DropSession || change instanceof Change.DropUser) {
        forget();
      }
    }
  }

  /** Rows of sessions or users may be gone without a change that says so. */
  void forget() {
    sessions.clear();
    userStats.clear();
  }

  private void keep(SessionRow row) {
    sessions.put(new SessionKey(row.session().owner(), row.session().id()), row);
  }

  private static long chars(SessionRow row) {
    Session session = row.session();
    String summary = session.summary();
    return SESSION_CHARS
        + session.metadataJson().length()
        + (summary == null ? 0 : summary.length());
  }

  @Override
  public @Nullable UserRow user(UserId user) {
    return rows.user(user);
  }

  @Override
  public @Nullable SessionRow session(UserId user, SessionId session) {
    SessionRow known = sessions.get(new SessionKey(user, session));
    if (known != null) {
      return known;
    }
    SessionRow row = rows.session(user, session);
    if (row != null) {
      keep(row);
    }
    return row;
  }

  @Override
  public @Nullable SessionVectorRow sessionVector(UserId user, SessionId session) {
    return rows.sessionVector(user, session);
  }

  @Override
  public PastTitles titles(UserId user, SessionId session) {
    return rows.titles(user, session);
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, MessageId message) {
    return rows.message(user, session, message);
  }

  @Override
  public @Nullable ContextRow context(UserId user, ContextId context) {
    return rows.context(user, context);
  }

  @Override
  public boolean hasContexts(UserId user) {
    return rows.hasContexts(user);
  }

  @Override
  public @Nullable DocumentRow document(UserId user, SessionId session, DocumentId document) {
    return rows.document(user, session, document);
  }

  @Override
  public @Nullable UploadRow upload(UserId user, SessionId session, UploadId upload) {
    return rows.upload(user, session, upload);
  }

  @Override
  public @Nullable String partEvent(UserId user, SessionId session, UploadId upload, int part) {
    return rows.partEvent(user, session, upload, part);
  }

  @Override
  public @Nullable String chunk(UserId user, SessionId session, UploadId upload, long chunk) {
    return rows.chunk(user, session, upload, chunk);
  }

  @Override
  public @Nullable ChunkVectorRow chunkVector(
      UserId user, SessionId session, UploadId upload, long chunk) {
    return rows.chunkVector(user, session, upload, chunk);
  }

  @Override
  public @Nullable DocumentId documentOf(UserId user, SessionId session, UploadId upload) {
    return rows.documentOf(user, session, upload);
  }

  @Override
  public List<UploadRow> oldestUploads(int most) {
    return rows.oldestUploads(most);
  }

  @Override
  public @Nullable MessageRow turnBefore(UserId user, SessionId session, long seq) {
    return rows.turnBefore(user, session, seq);
  }

  @Override
  public @Nullable MessageRow turnAfter(UserId user, SessionId session, long seq) {
    return rows.turnAfter(user, session, seq);
  }

  @Override
  public TimeSpan messageTimes(SessionRow session, long exceptSeq) {
    return rows.messageTimes(session, exceptSeq);
  }

  @Override
  public TimeSpan activity(UserId user, SessionId except) {
    return rows.activity(user, except);
  }

  @Override
  public boolean hasSessions(UserId user) {
    return rows.hasSessions(user);
  }

  @Override
  public @Nullable SessionId activeSession(UserId user, String externalId) {
    return rows.activeSession(user, externalId);
  }

  @Override
  public @Nullable EmailClaimRow emailClaim(UserId email) {
    return rows.emailClaim(email);
  }

  @Override
  public long emailVoid(UserId user, UserId email) {
    return rows.emailVoid(user, email);
  }

  @Override
  public UserStatsRow userStats(UserId user) {
    UserStatsRow known = userStats.get(user);
    if (known != null) {
      return known;
    }
    UserStatsRow row = rows.userStats(user);
    userStats.put(user, row);
    return row;
  }

  @Override
  public long channelSessions(UserId user, String channel) {
    return rows.channelSessions(user, channel);
  }

  @Override
  public BucketRow bucket(Bucket bucket) {
    BucketRow known = buckets.get(bucket);
    return known == null ? rows.bucket(bucket) : known;
  }

  @Override
  public long userSessions(UserId user, Bucket bucket) {
    return rows.userSessions(user, bucket);
  }

  @Override
  public TimeSpan beginnings(Bucket bucket, UserId exceptOf, @Nullable SessionId session) {
    return rows.beginnings(bucket, exceptOf, session);
  }

  @Override
  public void forEachSession(UserId user, Consumer<SessionRow> visitor) {
    rows.forEachSession(user, visitor);
  }

  @Override
  public PanelState panels() {
    return rows.panels();
  }

  @Override
  public PartitionRow partition() {
    return partition;
  }
}
