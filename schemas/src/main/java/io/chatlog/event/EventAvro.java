package io.chatlog.event;

import io.chatlog.avro.BarrierRecord;
import io.chatlog.avro.ClaimEmailRecord;
import io.chatlog.avro.ContextRangeRecord;
import io.chatlog.avro.CopiedRecord;
import io.chatlog.avro.CreateMissingRecord;
import io.chatlog.avro.CreateSessionRecord;
import io.chatlog.avro.CreateUserRecord;
import io.chatlog.avro.DeleteContextRecord;
import io.chatlog.avro.DeleteDocumentRecord;
import io.chatlog.avro.DeleteMessageRecord;
import io.chatlog.avro.DeleteSessionRecord;
import io.chatlog.avro.DeleteUserRecord;
import io.chatlog.avro.EmbedChunkRecord;
import io.chatlog.avro.EmbedMessageRecord;
import io.chatlog.avro.EmbedSessionRecord;
import io.chatlog.avro.EraseRefusedRecord;
import io.chatlog.avro.EventRecord;
import io.chatlog.avro.PatchMessageRecord;
import io.chatlog.avro.PatchSessionRecord;
import io.chatlog.avro.PatchUserRecord;
import io.chatlog.avro.PostDocumentRecord;
import io.chatlog.avro.PostMessageRecord;
import io.chatlog.avro.PutDocumentPartRecord;
import io.chatlog.avro.PutSessionRecord;
import io.chatlog.avro.RefusedRecord;
import io.chatlog.avro.ReleaseEmailRecord;
import io.chatlog.avro.SaveContextRecord;
import io.chatlog.avro.SeenMessagesRecord;
import io.chatlog.avro.TagSessionRecord;
import io.chatlog.avro.VersionConditionRecord;
import io.chatlog.avro.VoidEmailClaimRecord;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.Barrier;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.Copied;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.EraseRefused;
import io.chatlog.event.Payload.ForkOf;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.SeenMessages;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Avro form of an event and back: the only place that knows both. */
public final class EventAvro {
  private EventAvro() {}

  /** The record that stands for an event on the log. */
  public static EventRecord toAvro(Event event) {
    return new EventRecord(
        event.eventId(),
        event.owner().value(),
        event.idempotencyKey(),
        instant(event.receivedAtMicros()),
        event.actor(),
        toAvro(event.payload()),
        toAvro(event.condition()),
        event.rules());
  }

  private static @Nullable VersionConditionRecord toAvro(@Nullable VersionCondition condition) {
    return condition == null
        ? null
        : new VersionConditionRecord(condition.rule().wireName(), condition.versions());
  }

  private static @Nullable VersionCondition condition(@Nullable VersionConditionRecord condition) {
    return condition == null
        ? null
        : new VersionCondition(
            VersionCondition.Rule.parse(condition.getRule())
                .orElseThrow(
                    () -> new IllegalArgumentException("unknown rule " + condition.getRule())),
            condition.getVersions());
  }

  private static Object toAvro(Payload payload) {
    return switch (payload) {
      case CreateUser p ->
          new CreateUserRecord(
              p.name(),
              p.username(),
              p.email(),
              p.role(),
              p.preferencesJson(),
              p.metadataJson(),
              p.emailClaim(),
              phc(p.passwordHash()),
              RestoredAvro.toAvro(p.restored()));
      case PatchUser p ->
          new PatchUserRecord(
              p.patchJson(), p.expectedVersion(), p.emailClaim(), phc(p.passwordHash()));
      case CreateSession p -> sessionRecord(p);
      case PutSession p ->
          new PutSessionRecord(sessionRecord(p.session()), p.expectedVersion(), p.keepsDeleted());
      case PatchSession p ->
          new PatchSessionRecord(p.sessionId().value(), p.patchJson(), p.expectedVersion());
      case PostMessage p ->
          new PostMessageRecord(
              p.sessionId().value(),
              p.messageId().value(),
              p.role().wireName(),
              p.content(),
              p.authorId(),
              p.timestampMicros() == null ? null : instant(p.timestampMicros()),
              p.metadataJson(),
              floats(p.embedding()),
              toAvro(p.createMissing()),
              toAvro(p.copied()),
              RestoredAvro.toAvro(p.restored()));
      case DeleteUser p -> new DeleteUserRecord(p.force());
      case Refused p -> new RefusedRecord(p.code().wireName(), p.detail());
      case TagSession p -> new TagSessionRecord(p.sessionId().value(), p.tag(), p.present());
      case DeleteSession p ->
          new DeleteSessionRecord(p.sessionId().value(), p.expectedVersion(), toAvro(p.seen()));
      case PatchMessage p ->
          new PatchMessageRecord(
              p.sessionId().value(), p.messageId().value(), p.patchJson(), p.expectedVersion());
      case DeleteMessage p ->
          new DeleteMessageRecord(
              p.sessionId().value(), p.messageId().value(), p.expectedVersion());
      case SaveContext p ->
          new SaveContextRecord(
              p.contextId().value(),
              p.sessionId() == null ? null : p.sessionId().value(),
              p.title(),
              p.summary(),
              p.keyPoints(),
              p.entitiesJson(),
              p.confidence(),
              range(p.range()),
              p.metadataJson(),
              p.createdAtMicros() == null ? null : instant(p.createdAtMicros()),
              RestoredAvro.toAvro(p.restored()));
      case DeleteContext p -> new DeleteContextRecord(p.contextId().value());
      case ClaimEmail p -> new ClaimEmailRecord(p.claimant().value(), p.replaces());
      case VoidEmailClaim p -> new VoidEmailClaimRecord(p.email().value(), p.claim());
      case ReleaseEmail p -> new ReleaseEmailRecord(p.claimant().value(), p.claim());
      case EraseRefused p -> new EraseRefusedRecord(p.offset());
      case Barrier _ -> new BarrierRecord();
      case Payload.OfPanels p -> PanelAvro.toAvro(p);
      case PutDocumentPart p ->
          new PutDocumentPartRecord(
              p.sessionId().value(),
              p.uploadId().value(),
              p.part(),
              ByteBuffer.wrap(p.content()),
              p.chunks(),
              p.restored(),
              p.firstChunk());
      case PostDocument p ->
          new PostDocumentRecord(
              p.sessionId().value(),
              p.documentId().value(),
              p.uploadId().value(),
              p.filename(),
              p.originalName(),
              p.mimeType(),
              p.size(),
              p.sha256(),
              p.uploadedBy(),
              p.metadataJson(),
              p.parts(),
              p.chunks(),
              p.processingError(),
              RestoredAvro.toAvro(p.restored()));
      case DeleteDocument p ->
          new DeleteDocumentRecord(
              p.sessionId().value(), p.documentId().value(), p.expectedVersion());
      case Payload.EmbedMessage p ->
          new EmbedMessageRecord(
              p.sessionId().value(),
              p.messageId().value(),
              p.contentHash(),
              ByteBuffer.wrap(p.embedding().toBytes()));
      case Payload.EmbedSession p ->
          new EmbedSessionRecord(
              p.sessionId().value(), p.contentHash(), ByteBuffer.wrap(p.embedding().toBytes()));
      case Payload.EmbedChunk p ->
          new EmbedChunkRecord(
              p.sessionId().value(),
              p.uploadId().value(),
              p.chunk(),
              p.contentHash(),
              ByteBuffer.wrap(p.embedding().toBytes()));
    };
  }

  private static @Nullable String phc(@Nullable PasswordHash hash) {
    return hash == null ? null : hash.phc();
  }

  private static @Nullable PasswordHash hash(@Nullable String phc) {
    return phc == null ? null : new PasswordHash(phc);
  }

  private static CreateSessionRecord sessionRecord(CreateSession session) {
    return new CreateSessionRecord(
        session.sessionId().value(),
        session.title(),
        session.channel(),
        session.source(),
        session.status() == null ? null : session.status().wireName(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        floats(session.embedding()),
        session.forkOf() == null ? null : session.forkOf().copied(),
        session.forkOf() == null ? null : session.forkOf().asked(),
        RestoredAvro.toAvro(session.restored()));
  }

  private static @Nullable SeenMessagesRecord toAvro(@Nullable SeenMessages seen) {
    return seen == null
        ? null
        : new SeenMessagesRecord(
            seen.count(), seen.lastAtMicros() == null ? null : instant(seen.lastAtMicros()));
  }

  private static @Nullable SeenMessages seen(@Nullable SeenMessagesRecord seen) {
    return seen == null
        ? null
        : new SeenMessages(
            seen.getMessageCount(),
            seen.getLastMessageAt() == null ? null : micros(seen.getLastMessageAt()));
  }

  private static @Nullable CopiedRecord toAvro(@Nullable Copied copied) {
    return copied == null
        ? null
        : new CopiedRecord(
            instant(copied.receivedAtMicros()),
            copied.editedAtMicros() == null ? null : instant(copied.editedAtMicros()));
  }

  private static @Nullable Copied copied(@Nullable CopiedRecord copied) {
    return copied == null
        ? null
        : new Copied(
            micros(copied.getReceivedAt()),
            copied.getEditedAt() == null ? null : micros(copied.getEditedAt()));
  }

  private static @Nullable CreateMissingRecord toAvro(@Nullable CreateMissing missing) {
    return missing == null
        ? null
        : new CreateMissingRecord(missing.sessionTitle(), missing.channel(), missing.source());
  }

  /**
   * The event that a record stands for.
   *
   * @throws IllegalArgumentException when a field holds what no server of Chatlog writes: an
   *     illegal id, an unknown role or status, an unknown payload
   */
  public static Event fromAvro(EventRecord event) {
    return new Event(
        event.getEventId(),
        new UserId(event.getUserId()),
        event.getIdempotencyKey(),
        micros(event.getReceivedAt()),
        event.getActor(),
        payload(event.getPayload()),
        condition(event.getCondition()),
        event.getRules());
  }

  private static Payload payload(Object payload) {
    return switch (payload) {
      case CreateUserRecord p ->
          new CreateUser(
              p.getName(),
              p.getUsername(),
              p.getEmail(),
              p.getRole(),
              p.getPreferences(),
              p.getMetadata(),
              p.getEmailClaim(),
              hash(p.getPasswordHash()),
              RestoredAvro.user(p.getRestored()));
      case PatchUserRecord p ->
          new PatchUser(
              p.getPatch(), p.getExpectedVersion(), p.getEmailClaim(), hash(p.getPasswordHash()));
      case CreateSessionRecord p -> session(p);
      case PutSessionRecord p ->
          new PutSession(session(p.getSession()), p.getExpectedVersion(), p.getKeepsDeleted());
      case PatchSessionRecord p ->
          new PatchSession(new SessionId(p.getSessionId()), p.getPatch(), p.getExpectedVersion());
      case PostMessageRecord p ->
          new PostMessage(
              new SessionId(p.getSessionId()),
              new MessageId(p.getMessageId()),
              role(p.getRole()),
              p.getContent(),
              p.getAuthorId(),
              p.getTimestamp() == null ? null : micros(p.getTimestamp()),
              p.getMetadata(),
              floats(p.getEmbedding()),
              createMissing(p.getCreateMissing()),
              copied(p.getCopied()),
              RestoredAvro.message(p.getRestored()));
      case DeleteUserRecord p -> new DeleteUser(p.getForce());
      case RefusedRecord p ->
          new Refused(ErrorCode.byWireName(p.getCode()).orElse(ErrorCode.INTERNAL), p.getDetail());
      case TagSessionRecord p ->
          new TagSession(new SessionId(p.getSessionId()), p.getTag(), p.getPresent());
      case DeleteSessionRecord p ->
          new DeleteSession(
              new SessionId(p.getSessionId()), p.getExpectedVersion(), seen(p.getSeen()));
      case PatchMessageRecord p ->
          new PatchMessage(
              new SessionId(p.getSessionId()),
              new MessageId(p.getMessageId()),
              p.getPatch(),
              p.getExpectedVersion());
      case DeleteMessageRecord p ->
          new DeleteMessage(
              new SessionId(p.getSessionId()),
              new MessageId(p.getMessageId()),
              p.getExpectedVersion());
      case SaveContextRecord p ->
          new SaveContext(
              new ContextId(p.getContextId()),
              p.getSessionId() == null ? null : new SessionId(p.getSessionId()),
              p.getTitle(),
              p.getSummary(),
              p.getKeyPoints(),
              p.getEntities(),
              p.getConfidence(),
              range(p.getMessageRange()),
              p.getMetadata(),
              p.getCreatedAt() == null ? null : micros(p.getCreatedAt()),
              RestoredAvro.past(p.getRestored()));
      case DeleteContextRecord p -> new DeleteContext(new ContextId(p.getContextId()));
      case ClaimEmailRecord p -> new ClaimEmail(new UserId(p.getClaimant()), p.getReplaces());
      case VoidEmailClaimRecord p -> new VoidEmailClaim(new UserId(p.getEmail()), p.getClaim());
      case ReleaseEmailRecord p -> new ReleaseEmail(new UserId(p.getClaimant()), p.getClaim());
      case EraseRefusedRecord p -> new EraseRefused(p.getOffset());
      case BarrierRecord _ -> new Barrier();
      case PutDocumentPartRecord p ->
          new PutDocumentPart(
              new SessionId(p.getSessionId()),
              new UploadId(p.getUploadId()),
              p.getPart(),
              bytes(p.getContent()),
              p.getChunks(),
              p.getRestored(),
              p.getFirstChunk());
      case PostDocumentRecord p ->
          new PostDocument(
              new SessionId(p.getSessionId()),
              new DocumentId(p.getDocumentId()),
              new UploadId(p.getUploadId()),
              p.getFilename(),
              p.getOriginalName(),
              p.getMimeType(),
              p.getSize(),
              p.getSha256(),
              p.getUploadedBy(),
              p.getMetadata(),
              p.getParts(),
              p.getChunks(),
              p.getProcessingError(),
              RestoredAvro.past(p.getRestored()));
      case EmbedMessageRecord p ->
          new Payload.EmbedMessage(
              new SessionId(p.getSessionId()),
              new MessageId(p.getMessageId()),
              p.getContentHash(),
              Embedding.ofBytes(bytes(p.getEmbedding())));
      case EmbedSessionRecord p ->
          new Payload.EmbedSession(
              new SessionId(p.getSessionId()),
              p.getContentHash(),
              Embedding.ofBytes(bytes(p.getEmbedding())));
      case EmbedChunkRecord p ->
          new Payload.EmbedChunk(
              new SessionId(p.getSessionId()),
              new UploadId(p.getUploadId()),
              p.getChunk(),
              p.getContentHash(),
              Embedding.ofBytes(bytes(p.getEmbedding())));
      case DeleteDocumentRecord p ->
          new DeleteDocument(
              new SessionId(p.getSessionId()),
              new DocumentId(p.getDocumentId()),
              p.getExpectedVersion());
      default -> PanelAvro.payload(payload); // not sealed: Avro gives an Object
    };
  }

  /** The bytes that a buffer has left. */
  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static CreateSession session(CreateSessionRecord record) {
    return new CreateSession(
        new SessionId(record.getSessionId()),
        record.getTitle(),
        record.getChannel(),
        record.getSource(),
        record.getStatus() == null ? null : status(record.getStatus()),
        record.getSummary(),
        record.getTags(),
        record.getMetadata(),
        record.getExternalId(),
        floats(record.getEmbedding()),
        record.getForkOf() == null ? null : new ForkOf(record.getForkOf(), record.getForkAsked()),
        RestoredAvro.session(record.getRestored()));
  }

  private static @Nullable CreateMissing createMissing(@Nullable CreateMissingRecord missing) {
    return missing == null
        ? null
        : new CreateMissing(missing.getSessionTitle(), missing.getChannel(), missing.getSource());
  }

  static Role role(String name) {
    return Role.parse(name).orElseThrow(() -> new IllegalArgumentException("unknown role " + name));
  }

  private static SessionStatus status(String name) {
    return SessionStatus.parse(name)
        .orElseThrow(() -> new IllegalArgumentException("unknown status " + name));
  }

  private static @Nullable List<Float> floats(float @Nullable [] values) {
    if (values == null) {
      return null;
    }
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  private static float @Nullable [] floats(@Nullable List<Float> list) {
    if (list == null) {
      return null;
    }
    float[] values = new float[list.size()];
    for (int at = 0; at < values.length; at++) {
      values[at] = list.get(at);
    }
    return values;
  }

  private static @Nullable ContextRangeRecord range(@Nullable MessageSpan range) {
    return range == null
        ? null
        : new ContextRangeRecord(
            range.fromSeq(), range.toSeq(), range.messageCount(), range.complete());
  }

  private static @Nullable MessageSpan range(@Nullable ContextRangeRecord range) {
    return range == null
        ? null
        : new MessageSpan(
            range.getFromSeq(), range.getToSeq(), range.getMessageCount(), range.getComplete());
  }

  /** The instant that a number of microseconds since 1970 UTC names. */
  public static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  /** Microseconds since 1970 UTC of an instant, finer parts cut off. */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }
}
