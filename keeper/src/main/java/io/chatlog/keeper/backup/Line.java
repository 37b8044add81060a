package io.chatlog.keeper.backup;

import io.chatlog.value.DocumentId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.SavedContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a backup. Of a user: the user, each session with its messages behind it, the documents
 * of all sessions in the order of the log, each behind its parts, and the contexts in that order.
 * Of a panel: the panel, its messages, its insights. And personas.
 */
public sealed interface Line {
  /** A user. */
  record OfUser(KeptUser kept) implements Line {}

  /** A session; its messages follow. */
  record OfSession(KeptSession kept) implements Line {}

  /** A message. */
  record OfMessage(KeptMessage kept) implements Line {}

  /**
   * A part of a document: bytes or text, behind the part before. The document comes behind its last
   * part; where it does not, it went while the backup was made.
   *
   * @param part its number from 0
   * @param content not copied; may be empty
   */
  record OfDocumentPart(
      UserId user,
      SessionId session,
      DocumentId document,
      int part,
      byte[] content,
      List<String> pieces)
      implements Line {
    public OfDocumentPart {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * A document, whose parts came before.
   *
   * @param parts how many
   */
  record OfDocument(Kept<Document> kept, int parts) implements Line {}

  /** A saved context. */
  record OfContext(Kept<SavedContext> kept) implements Line {}

  /** A persona. */
  record OfPersona(Kept<Persona> kept) implements Line {}

  /** A panel; its messages and insights follow. */
  record OfPanel(KeptPanel kept) implements Line {}

  /** A message of a panel. */
  record OfPanelMessage(Kept<PanelMessage> kept) implements Line {}

  /** An insight of a panel. */
  record OfInsight(Kept<Insight> kept) implements Line {}

  /** What it is, or is a part of. */
  default Kind kind() {
    return switch (this) {
      case OfUser _ -> Kind.USER;
      case OfSession _ -> Kind.SESSION;
      case OfMessage _ -> Kind.MESSAGE;
      case OfDocumentPart _, OfDocument _ -> Kind.DOCUMENT;
      case OfContext _ -> Kind.CONTEXT;
      case OfPersona _ -> Kind.PERSONA;
      case OfPanel _ -> Kind.PANEL;
      case OfPanelMessage _ -> Kind.PANEL_MESSAGE;
      case OfInsight _ -> Kind.INSIGHT;
    };
  }

  /** Whether it is something, and no mere part. */
  default boolean counts() {
    return !(this instanceof OfDocumentPart);
  }

  /** Whose it is; null for what belongs to no user. */
  default @Nullable UserId user() {
    return switch (this) {
      case OfUser(KeptUser kept) -> kept.user().id();
      case OfSession(KeptSession kept) -> kept.session().owner();
      case OfMessage(KeptMessage kept) -> kept.message().owner();
      case OfDocumentPart part -> part.user();
      case OfDocument(Kept<Document> kept, int _) -> kept.value().owner();
      case OfContext(Kept<SavedContext> kept) -> kept.value().owner();
      case OfPersona(Kept<Persona> kept) -> kept.value().ownerId();
      case OfPanel _, OfPanelMessage _, OfInsight _ -> null;
    };
  }

  /** The owner of its events on the log. */
  default UserId owner() {
    return switch (this) {
      case OfUser(KeptUser kept) -> kept.user().id();
      case OfSession(KeptSession kept) -> kept.session().owner();
      case OfMessage(KeptMessage kept) -> kept.message().owner();
      case OfDocumentPart part -> part.user();
      case OfDocument(Kept<Document> kept, int _) -> kept.value().owner();
      case OfContext(Kept<SavedContext> kept) -> kept.value().owner();
      case OfPersona(Kept<Persona> kept) -> OwnerIds.of(kept.value().id());
      case OfPanel(KeptPanel kept) -> OwnerIds.of(kept.panel().id());
      case OfPanelMessage(Kept<PanelMessage> kept) -> OwnerIds.of(kept.value().panel());
      case OfInsight(Kept<Insight> kept) -> OwnerIds.of(kept.value().panel());
    };
  }

  /** Its id, for people. */
  default String id() {
    return switch (this) {
      case OfUser(KeptUser kept) -> kept.user().id().value();
      case OfSession(KeptSession kept) -> kept.session().id().value();
      case OfMessage(KeptMessage kept) -> kept.message().id().value();
      case OfDocumentPart part -> part.document().value();
      case OfDocument(Kept<Document> kept, int _) -> kept.value().id().value();
      case OfContext(Kept<SavedContext> kept) -> kept.value().id().value();
      case OfPersona(Kept<Persona> kept) -> kept.value().id().value();
      case OfPanel(KeptPanel kept) -> kept.panel().id().value();
      case OfPanelMessage(Kept<PanelMessage> kept) -> kept.value().id().value();
      case OfInsight(Kept<Insight> kept) -> kept.value().id().value();
    };
  }
}
