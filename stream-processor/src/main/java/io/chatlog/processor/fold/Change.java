package io.chatlog.processor.fold;

import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of the state. The changes of an event are applied together or not at all. */
public sealed interface Change {
  /** The user is new or changed. */
  record PutUser(UserRow row) implements Change {}

  /**
   * The session is new or changed.
   *
   * @param before the row that it takes the place of, or null
   */
  record PutSession(SessionRow row, @Nullable SessionRow before) implements Change {}

  /**
   * The session came into sight with messages that it had before: it is a fork that is complete, or
   * was restored.
   */
  record ShowSession(SessionRow row, SessionRow before) implements Change {}

  /** The session is called otherwise since. */
  record PutTitles(UserId user, SessionId session, PastTitles titles) implements Change {}

  /** The session has another vector, or what that is found by changed. */
  record PutSessionVector(SessionVectorRow row) implements Change {}

  /** The session has no vector any more. */
  record DropSessionVector(UserId user, SessionId session) implements Change {}

  /** The message is new, or was edited. */
  record PutMessage(MessageRow row) implements Change {}

  /** The user is gone, and everything of it goes. */
  record DropUser(UserRow row, Trace trace) implements Change {}

  /** The session is gone, and everything in it goes. */
  record DropSession(SessionRow row, Trace trace) implements Change {}

  /**
   * The message has a row by its time, or has none any more.
   *
   * @param present whether it has
   */
  record PutMessageTime(Message message, boolean present) implements Change {}

  /** The context is new. */
  record PutContext(ContextRow row) implements Change {}

  /** The context is gone, and every event that was about it. */
  record DropContext(ContextRow row, Trace trace) implements Change {}

  /**
   * A part of a document that is being uploaded.
   *
   * @param upload how far the upload is with it
   * @param firstChunk the number of its first piece of text
   * @param eventId the id of the event that brought it
   */
  record PutPart(
      UploadRow upload, byte[] content, int firstChunk, List<String> chunks, String eventId)
      implements Change {}

  /** A piece of a document's text, complete or not, has a vector, or another one. */
  record PutChunkVector(
      UserId user, SessionId session, UploadId upload, long chunk, ChunkVectorRow row)
      implements Change {}

  /**
   * The document is new.
   *
   * @param upload the upload that ends with it; null for one without parts
   */
  record PutDocument(DocumentRow row, @Nullable UploadRow upload) implements Change {}

  /** The document is gone, and every event that was about it. */
  record DropDocument(DocumentRow row, Trace trace) implements Change {}

  /** An upload is given up, and its parts go. */
  record DropUpload(UploadRow row) implements Change {}

  /** The message is gone, and every event that was about it. */
  record DropMessage(MessageRow row) implements Change {}

  /**
   * An external id belongs to an active session since, or to none.
   *
   * @param session null when it is free again
   */
  record PutExternalId(UserId user, String externalId, @Nullable SessionId session)
      implements Change {}

  /** An event is on the log that no message's row tells of: to be found when it is to be erased. */
  record PutTrace(Trace trace) implements Change {}

  /** An e-mail address is reserved, for whom it was not or by a newer claim. */
  record PutEmailClaim(EmailClaimRow row) implements Change {}

  /** An e-mail address is free. */
  record DropEmailClaim(UserId email) implements Change {}

  /**
   * Claims of an address are void for a user, or none is any more.
   *
   * @param until the offset of the newest void claim; null for none
   */
  record PutEmailVoid(UserId user, UserId email, @Nullable Long until) implements Change {}

  /** An event is to be erased from the log now: nothing tells of it and nothing was made of it. */
  record EraseEvent(UserId owner, String eventId) implements Change {}

  /** The user's statistics changed. */
  record PutUserStats(UserId user, UserStatsRow row) implements Change {}

  /** The number of the user's sessions with a channel changed; 0 takes the row away. */
  record PutChannelSessions(UserId user, String channel, long sessions) implements Change {}

  /** Daily statistics of all users changed; a bucket without sessions has no row. */
  record PutBucket(Bucket bucket, BucketRow row) implements Change {}

  /** The number of the user's sessions in a bucket changed; 0 takes the row away. */
  record PutUserBucket(UserId user, Bucket bucket, long sessions) implements Change {}

  /** About a persona or a panel. */
  sealed interface OfPanels extends Change {}

  /**
   * The persona is new or changed.
   *
   * @param before the row that it takes the place of, or null
   */
  record PutPersona(PersonaRow row, @Nullable PersonaRow before) implements OfPanels {}

  /** The persona is gone, and every event that was about it. */
  record DropPersona(PersonaRow row, Trace trace) implements OfPanels {}

  /** The panel is new or changed. */
  record PutPanel(PanelRow row) implements OfPanels {}

  /** The panel is gone, and everything in it goes. */
  record DropPanel(PanelRow row, Trace trace) implements OfPanels {}

  /** The message of a panel is new. */
  record PutPanelMessage(PanelMessageRow row) implements OfPanels {}

  /** The message of a panel is gone, and every event that asked for it. */
  record DropPanelMessage(PanelMessageRow row) implements OfPanels {}

  /** An event is on the log that is to be found by the user that it names. */
  record PutAuthored(AuthoredRow row) implements OfPanels {}

  /** Such an event, which did nothing, is to be erased. */
  record DropAuthored(AuthoredRow row) implements OfPanels {}

  /** The insight of a panel is new. */
  record PutInsight(InsightRow row) implements OfPanels {}

  /** The write at an offset was refused. */
  record PutRejection(long offset, RejectionRow row) implements Change {}

  /** The partition went on by one event. */
  record PutPartition(PartitionRow row) implements Change {}
}
