package io.chatlog.keeper.backup;

import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.RestoredUser;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.value.UploadId;
import io.chatlog.view.Document;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Message;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;

/** What asks for what lines hold to be there again, with its past. */
final class Restoring {
  private Restoring() {}

  /** The payload of a line that one event brings back. */
  static Payload of(Line line) {
    return switch (line) {
      case Line.OfUser(KeptUser kept) -> user(kept);
      case Line.OfSession(KeptSession kept) -> session(kept);
      case Line.OfMessage(KeptMessage kept) -> message(kept);
      case Line.OfContext(Kept<SavedContext> kept) -> context(kept);
      case Line.OfPersona(Kept<Persona> kept) -> persona(kept);
      case Line.OfPanel(KeptPanel kept) -> panel(kept);
      case Line.OfPanelMessage(Kept<PanelMessage> kept) -> panelMessage(kept);
      case Line.OfInsight(Kept<Insight> kept) -> insight(kept);
      case Line.OfDocumentPart _, Line.OfDocument _ ->
          throw new IllegalArgumentException("needs an upload: " + line.id());
    };
  }

  /** The payload that restores a user. */
  static CreateUser user(KeptUser kept) {
    User user = kept.user();
    return new CreateUser(
        user.name(),
        user.username(),
        user.email(),
        user.role(),
        user.preferencesJson(),
        user.metadataJson(),
        null,
        kept.passwordHash(),
        new RestoredUser(
            user.createdAtMicros(), user.updatedAtMicros(), user.version(), kept.fingerprint()));
  }

  /** The same without its address, which another user has. */
  static CreateUser userWithoutEmail(KeptUser kept) {
    CreateUser create = user(kept);
    return new CreateUser(
        create.name(),
        create.username(),
        null,
        create.role(),
        create.preferencesJson(),
        create.metadataJson(),
        null,
        create.passwordHash(),
        create.restored());
  }

  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor's array
  private static CreateSession session(KeptSession kept) {
    Session session = kept.session();
    return new CreateSession(
        session.id(),
        session.title(),
        session.channel(),
        session.source(),
        session.status(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        kept.embedding() == null ? null : kept.embedding().toFloats(),
        null,
        new RestoredSession(
            session.createdAtMicros(),
            session.updatedAtMicros(),
            session.deletedAtMicros(),
            session.version(),
            kept.lastSeq(),
            kept.fingerprint(),
            kept.embedded()));
  }

  private static PostMessage message(KeptMessage kept) {
    Message message = kept.message();
    return new PostMessage(
        message.session(),
        message.id(),
        message.role(),
        message.content(),
        message.authorId(),
        message.timestampMicros(),
        message.metadataJson(),
        kept.embedding() == null ? null : kept.embedding().toFloats(),
        null,
        null,
        new RestoredMessage(
            message.receivedAtMicros(),
            message.editedAtMicros(),
            message.version(),
            message.seq(),
            kept.fingerprint()));
  }

  /**
   * The payload that puts a part of a document.
   *
   * @param firstPiece how many pieces of text the parts before have
   */
  static PutDocumentPart part(Line.OfDocumentPart line, UploadId upload, int firstPiece) {
    return new PutDocumentPart(
        line.session(), upload, line.part(), line.content(), line.pieces(), true, firstPiece);
  }

  /** The payload that makes a document of its parts. */
  static PostDocument document(Line.OfDocument line, UploadId upload) {
    Kept<Document> kept = line.kept();
    Document document = kept.value();
    return new PostDocument(
        document.session(),
        document.id(),
        upload,
        document.filename(),
        document.originalName(),
        document.mimeType(),
        document.size(),
        document.sha256(),
        document.uploadedBy(),
        document.metadataJson(),
        line.parts(),
        (int) document.chunkCount(),
        document.processingError(),
        new Past(document.uploadedAtMicros(), null, document.version(), null, kept.fingerprint()));
  }

  private static SaveContext context(Kept<SavedContext> kept) {
    SavedContext context = kept.value();
    return new SaveContext(
        context.id(),
        context.session(),
        context.title(),
        context.summary(),
        context.keyPoints(),
        context.entitiesJson(),
        context.confidence(),
        context.range(),
        context.metadataJson(),
        context.createdAtMicros(),
        new Past(null, null, null, null, kept.fingerprint()));
  }

  private static CreatePersona persona(Kept<Persona> kept) {
    Persona persona = kept.value();
    return new CreatePersona(
        persona.id(),
        persona.name(),
        persona.description(),
        persona.traits(),
        persona.expertise(),
        persona.styleJson(),
        persona.ownerId(),
        persona.metadataJson(),
        new Past(
            persona.createdAtMicros(),
            persona.updatedAtMicros(),
            persona.version(),
            null,
            kept.fingerprint()));
  }

  private static CreatePanel panel(KeptPanel kept) {
    Panel panel = kept.panel();
    return new CreatePanel(
        panel.id(),
        panel.title(),
        panel.type(),
        panel.personas(),
        panel.configJson(),
        panel.metadataJson(),
        new Past(
            panel.createdAtMicros(),
            panel.updatedAtMicros(),
            panel.version(),
            kept.lastSeq(),
            kept.fingerprint()));
  }

  private static PostPanelMessage panelMessage(Kept<PanelMessage> kept) {
    PanelMessage message = kept.value();
    return new PostPanelMessage(
        message.panel(),
        message.id(),
        message.role(),
        message.content(),
        message.authorId(),
        message.timestampMicros(),
        message.metadataJson(),
        message.persona(),
        message.responseTo(),
        new Past(
            message.receivedAtMicros(),
            null,
            message.version(),
            message.seq(),
            kept.fingerprint()));
  }

  private static PostInsight insight(Kept<Insight> kept) {
    Insight insight = kept.value();
    return new PostInsight(
        insight.panel(),
        insight.id(),
        insight.type(),
        insight.content(),
        insight.supportingMessages(),
        new Past(insight.createdAtMicros(), null, insight.version(), null, kept.fingerprint()));
  }
}
