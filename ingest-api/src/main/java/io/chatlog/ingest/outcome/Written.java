package io.chatlog.ingest.outcome;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.Barrier;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeletePanel;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.EraseRefused;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchPanel;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.value.MessageId;
import io.chatlog.value.Position;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Subject;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledged write and what it was about.
 *
 * @param target what the write is to create or change
 */
public record Written(Position position, Target target) {
  /**
   * The address of a user, of one of its sessions, of one of that session's messages, or of
   * something else.
   *
   * @param session null for the user itself
   * @param message null for the user or the session itself
   * @param subject what else it is; session and message are null then
   */
  public record Target(
      UserId user,
      @Nullable SessionId session,
      @Nullable MessageId message,
      @Nullable Subject subject) {

    /** A user, a session or a message. */
    public Target(UserId user, @Nullable SessionId session, @Nullable MessageId message) {
      this(user, session, message, null);
    }

    /** What an event is about. */
    public static Target of(Event event) {
      UserId user = event.owner();
      return switch (event.payload()) {
        case CreateUser _, PatchUser _, DeleteUser _, Refused _ -> new Target(user, null, null);
        case ClaimEmail _, VoidEmailClaim _, ReleaseEmail _, Barrier _, EraseRefused _ ->
            new Target(user, null, null);
        case PutSession put -> new Target(user, put.session().sessionId(), null);
        case TagSession tag -> new Target(user, tag.sessionId(), null);
        case DeleteSession delete -> new Target(user, delete.sessionId(), null);
        case PatchMessage patch -> new Target(user, patch.sessionId(), patch.messageId());
        case DeleteMessage delete -> new Target(user, delete.sessionId(), delete.messageId());
        case Payload.EmbedChunk embed -> new Target(user, embed.sessionId(), null);
        case Payload.EmbedSession embed -> new Target(user, embed.sessionId(), null);
        case Payload.EmbedMessage embed -> new Target(user, embed.sessionId(), embed.messageId());
        case SaveContext save ->
            new Target(user, null, null, new Subject.OfContext(save.contextId()));
        case DeleteContext delete ->
            new Target(user, null, null, new Subject.OfContext(delete.contextId()));
        case CreateSession create -> new Target(user, create.sessionId(), null);
        case PatchSession patch -> new Target(user, patch.sessionId(), null);
        case PutDocumentPart part -> new Target(user, part.sessionId(), null);
        case PostDocument post ->
            new Target(
                user, null, null, new Subject.OfDocument(post.sessionId(), post.documentId()));
        case DeleteDocument delete ->
            new Target(
                user, null, null, new Subject.OfDocument(delete.sessionId(), delete.documentId()));
        case PostMessage post -> new Target(user, post.sessionId(), post.messageId());
        case Payload.OfPanels about -> new Target(user, null, null, subject(about));
      };
    }

    private static Subject subject(Payload.OfPanels payload) {
      return switch (payload) {
        case CreatePersona p -> new Subject.OfPersona(p.personaId());
        case PutPersona p -> new Subject.OfPersona(p.persona().personaId());
        case PatchPersona p -> new Subject.OfPersona(p.personaId());
        case DeletePersona p -> new Subject.OfPersona(p.personaId());
        case CreatePanel p -> new Subject.OfPanel(p.panelId());
        case PatchPanel p -> new Subject.OfPanel(p.panelId());
        case DeletePanel p -> new Subject.OfPanel(p.panelId());
        case PostPanelMessage p -> new Subject.OfPanelMessage(p.panelId(), p.messageId());
        case ErasePanelMessage p -> new Subject.OfPanelMessage(p.panelId(), p.messageId());
        case PostInsight p -> new Subject.OfInsight(p.panelId(), p.insightId());
      };
    }

    /** The id of what the write is about. */
    public String id() {
      if (subject != null) {
        return subject.id();
      }
      return message != null ? message.value() : session != null ? session.value() : user.value();
    }
  }
}
