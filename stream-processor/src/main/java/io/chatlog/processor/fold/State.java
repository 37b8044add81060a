package io.chatlog.processor.fold;

import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a decision may look up: the state of one partition, as the events before left it. */
public interface State {
  /** The user, or null. */
  @Nullable UserRow user(UserId user);

  /** The session, soft-deleted ones included, or null. */
  @Nullable SessionRow session(UserId user, SessionId session);

  /** The vector of a session, or null. */
  @Nullable SessionVectorRow sessionVector(UserId user, SessionId session);

  /** What a session was called before. */
  PastTitles titles(UserId user, SessionId session);

  /** The message, or null. */
  @Nullable MessageRow message(UserId user, SessionId session, MessageId message);

  /** The saved context, that of a soft-deleted session included, or null. */
  @Nullable ContextRow context(UserId user, ContextId context);

  /** Whether a user has a saved context. */
  boolean hasContexts(UserId user);

  /** The document, or null. */
  @Nullable DocumentRow document(UserId user, SessionId session, DocumentId document);

  /** The upload that is not complete, or null. */
  @Nullable UploadRow upload(UserId user, SessionId session, UploadId upload);

  /** The id of the event that brought a part of an upload, complete or not; null without one. */
  @Nullable String partEvent(UserId user, SessionId session, UploadId upload, int part);

  /** A piece of text of an upload, complete or not; null when there is none. */
  @Nullable String chunk(UserId user, SessionId session, UploadId upload, long chunk);

  /** The vector of such a piece, or null. */
  @Nullable ChunkVectorRow chunkVector(UserId user, SessionId session, UploadId upload, long chunk);

  /** The document that an upload completed, or null. */
  @Nullable DocumentId documentOf(UserId user, SessionId session, UploadId upload);

  /** Uploads of all users that are not complete, the first to begin first; at most so many. */
  List<UploadRow> oldestUploads(int most);

  /**
   * The nearest message of a user or an assistant before a seq, or null: with the one after it, it
   * makes a turn.
   */
  @Nullable MessageRow turnBefore(UserId user, SessionId session, long seq);

  /** The nearest message of a user or an assistant after a seq, or null. */
  @Nullable MessageRow turnAfter(UserId user, SessionId session, long seq);

  /** The earliest and latest timestamp of a session's messages but one. */
  TimeSpan messageTimes(SessionRow session, long exceptSeq);

  /** The first and last activity of a user's sessions that are not soft-deleted, but one. */
  TimeSpan activity(UserId user, SessionId except);

  /** Whether a user has a session, soft-deleted ones included. */
  boolean hasSessions(UserId user);

  /** The active session with an external id, or null. */
  @Nullable SessionId activeSession(UserId user, String externalId);

  /** For whom an e-mail address is reserved, or null. */
  @Nullable EmailClaimRow emailClaim(UserId email);

  /** The newest claim of an address that is void for a user; -1 when none is. */
  long emailVoid(UserId user, UserId email);

  /** The user's statistics; {@link UserStatsRow#EMPTY} when there are none. */
  UserStatsRow userStats(UserId user);

  /** How many sessions of the user that are not soft-deleted have this channel. */
  long channelSessions(UserId user, String channel);

  /** What is counted of a bucket; {@link BucketRow#EMPTY} when it holds nothing. */
  BucketRow bucket(Bucket bucket);

  /** How many sessions a user has in a bucket. */
  long userSessions(UserId user, Bucket bucket);

  /**
   * When the first and the last session of a bucket began, but for one.
   *
   * @param session null for all sessions of the user
   */
  TimeSpan beginnings(Bucket bucket, UserId exceptOf, @Nullable SessionId session);

  /** Every session of a user, soft-deleted ones included. */
  void forEachSession(UserId user, Consumer<SessionRow> visitor);

  /** Personas and panels. */
  PanelState panels();

  /** How far the partition is, and its totals. */
  PartitionRow partition();
}
