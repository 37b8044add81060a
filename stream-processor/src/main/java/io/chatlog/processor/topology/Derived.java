package io.chatlog.processor.topology;

import static io.chatlog.event.EventAvro.instant;

import io.chatlog.avro.ContextDeletedFact;
import io.chatlog.avro.ContextFact;
import io.chatlog.avro.ContextFactRange;
import io.chatlog.avro.DocumentDeletedFact;
import io.chatlog.avro.DocumentFact;
import io.chatlog.avro.FeedRecord;
import io.chatlog.avro.MessageDeletedFact;
import io.chatlog.avro.MessageFact;
import io.chatlog.avro.RejectionRecord;
import io.chatlog.avro.SessionDeletedFact;
import io.chatlog.avro.SessionFact;
import io.chatlog.avro.SessionSummaryRecord;
import io.chatlog.avro.UserDeletedFact;
import io.chatlog.avro.UserFact;
import io.chatlog.avro.UserStatsRecord;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.processor.fold.Decision;
import io.chatlog.processor.fold.Fact;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Message;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What is told downstream of one decided event. */
record Derived(Event event, int partition, long offset, long timestampMillis) {

  /** The most facts of one event: a user, a session and a message. */
  static final int FACTS_MAX = 3;

  /**
   * The key of what is derived from an event: unique, so that a tombstone erases it and nothing
   * else.
   *
   * @param fact which of the event's facts, from 0
   */
  static String eventKey(UserId user, String eventId, int fact) {
    String key = user.value() + Event.KEY_SEPARATOR + eventId;
    return fact == 0 ? key : key + Event.KEY_SEPARATOR + fact;
  }

  /** A record keyed by the event. */
  Record<byte[], byte[]> byEvent(int fact, byte[] value) {
    return new Record<>(
        utf8(eventKey(event.owner(), event.eventId(), fact)), value, Math.max(0, timestampMillis));
  }

  /** A record keyed by the user. */
  Record<byte[], byte[]> byUser(byte[] value) {
    return new Record<>(utf8(event.owner().value()), value, Math.max(0, timestampMillis));
  }

  /** A record keyed by user and session. */
  Record<byte[], byte[]> bySession(SessionId session, byte[] value) {
    return new Record<>(
        utf8(event.owner().value() + Event.KEY_SEPARATOR + session.value()),
        value,
        Math.max(0, timestampMillis));
  }

  FeedRecord feed(Fact fact) {
    Object body =
        switch (fact) {
          case Fact.UserIs(User user, boolean created) -> userFact(user, created);
          case Fact.SessionIs(Session session, boolean created) -> sessionFact(session, created);
          case Fact.MessageIs(Message message) -> messageFact(message);
          case Fact.MessageIsGone(SessionId session, MessageId message, long seq) ->
              new MessageDeletedFact(session.value(), message.value(), seq);
          case Fact.ContextIs(SavedContext context) -> contextFact(context);
          case Fact.ContextIsGone(ContextId context) -> new ContextDeletedFact(context.value());
          case Fact.DocumentIs(Document document) -> documentFact(document);
          case Fact.DocumentIsGone(SessionId session, DocumentId document) ->
              new DocumentDeletedFact(session.value(), document.value());
          case Fact.SessionIsGone(SessionId session) -> new SessionDeletedFact(session.value());
          case Fact.UserIsGone() -> new UserDeletedFact();
          case Fact.OfPanels panels -> PanelFacts.of(panels);
        };
    return new FeedRecord(
        event.eventId(),
        event.owner().value(),
        partition,
        offset,
        instant(event.receivedAtMicros()),
        body);
  }

  RejectionRecord rejection(Decision.Rejected rejected) {
    return new RejectionRecord(
        event.eventId(),
        event.owner().value(),
        partition,
        offset,
        instant(event.receivedAtMicros()),
        rejected.code().wireName(),
        rejected.detail(),
        event.payload().getClass().getSimpleName(),
        entityId(event.payload()));
  }

  private String entityId(Payload payload) {
    return switch (payload) {
      case Payload.CreateUser create -> event.owner().value();
      case Payload.PatchUser patch -> event.owner().value();
      case Payload.CreateSession create -> create.sessionId().value();
      case Payload.PatchSession patch -> patch.sessionId().value();
      case Payload.PostMessage post -> post.messageId().value();
      case Payload.DeleteUser _, Payload.Refused _ -> event.owner().value();
      case Payload.ClaimEmail _, Payload.VoidEmailClaim _, Payload.ReleaseEmail _ ->
          event.owner().value(); // never refused: they are overtaken at most
      case Payload.Barrier _, Payload.EraseRefused _ -> event.owner().value(); // never refused
      case Payload.SaveContext save -> save.contextId().value();
      case Payload.DeleteContext delete -> delete.contextId().value();
      case Payload.PutDocumentPart part -> part.uploadId().value();
      case Payload.PostDocument post -> post.documentId().value();
      case Payload.DeleteDocument delete -> delete.documentId().value();
      case Payload.PutSession put -> put.session().sessionId().value();
      case Payload.TagSession tag -> tag.sessionId().value();
      case Payload.DeleteSession delete -> delete.sessionId().value();
      case Payload.PatchMessage patch -> patch.messageId().value();
      case Payload.DeleteMessage delete -> delete.messageId().value();
      case Payload.EmbedChunk embed -> embed.uploadId().value();
      case Payload.EmbedMessage embed -> embed.messageId().value();
      case Payload.EmbedSession embed -> embed.sessionId().value();
      case Payload.OfPanels panels -> panels.id();
    };
  }

  SessionSummaryRecord session(Session session) {
    return new SessionSummaryRecord(
        session.owner().value(),
        session.id().value(),
        session.title(),
        session.channel(),
        session.source(),
        session.status().wireName(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        instant(session.createdAtMicros()),
        instant(session.updatedAtMicros()),
        instantOrNull(session.lastMessageAtMicros()),
        instantOrNull(session.deletedAtMicros()),
        session.messageCount(),
        session.version());
  }

  UserStatsRecord userStats(UserStatsRow row) {
    Map<String, Long> byRole = new TreeMap<>();
    for (Role role : Role.values()) {
      byRole.put(role.wireName(), row.messages().of(role));
    }
    return new UserStatsRecord(
        event.owner().value(),
        row.totalSessions(),
        row.messages().total(),
        byRole,
        instantOrNull(row.firstActivityMicros()),
        instantOrNull(row.lastActivityMicros()));
  }

  private static UserFact userFact(User user, boolean created) {
    return new UserFact(
        created,
        user.name(),
        user.username(),
        user.email(),
        user.role(),
        user.preferencesJson(),
        user.metadataJson(),
        instant(user.createdAtMicros()),
        instant(user.updatedAtMicros()),
        user.version());
  }

  private static SessionFact sessionFact(Session session, boolean created) {
    return new SessionFact(
        created,
        session.id().value(),
        session.title(),
        session.channel(),
        session.source(),
        session.status().wireName(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        instant(session.createdAtMicros()),
        instant(session.updatedAtMicros()),
        instantOrNull(session.lastMessageAtMicros()),
        instantOrNull(session.deletedAtMicros()),
        session.messageCount(),
        session.version());
  }

  private static DocumentFact documentFact(Document document) {
    return new DocumentFact(
        document.session().value(),
        document.id().value(),
        document.filename(),
        document.originalName(),
        document.mimeType(),
        document.size(),
        document.sha256(),
        document.uploadedBy(),
        instant(document.uploadedAtMicros()),
        document.chunkCount(),
        document.processingError(),
        document.metadataJson(),
        document.version());
  }

  private static MessageFact messageFact(Message message) {
    return new MessageFact(
        message.session().value(),
        message.id().value(),
        message.seq(),
        message.role().wireName(),
        message.content(),
        message.authorId(),
        instant(message.timestampMicros()),
        instant(message.receivedAtMicros()),
        instantOrNull(message.editedAtMicros()),
        message.metadataJson(),
        message.version());
  }

  private static ContextFact contextFact(SavedContext context) {
    MessageSpan range = context.range();
    return new ContextFact(
        context.id().value(),
        context.session() == null ? null : context.session().value(),
        context.title(),
        context.summary(),
        context.keyPoints(),
        context.entitiesJson(),
        context.confidence(),
        range == null
            ? null
            : new ContextFactRange(
                range.fromSeq(), range.toSeq(), range.messageCount(), range.complete()),
        context.metadataJson(),
        instant(context.createdAtMicros()));
  }

  static @Nullable Instant instantOrNull(@Nullable Long micros) {
    return micros == null ? null : instant(micros);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
