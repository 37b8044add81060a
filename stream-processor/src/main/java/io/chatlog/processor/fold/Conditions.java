package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
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
import io.chatlog.event.VersionCondition;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SavedContext;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the version of what an event is about is as the event demands. Only what would be
 * changed otherwise is asked: an event about something that is missing is refused for that (RFC
 * 9110, 13.2.1).
 */
final class Conditions {
  private Conditions() {}

  /** The refusal of an event whose condition does not hold; null for every other. */
  static Decision.@Nullable Rejected fault(State state, Event event) {
    VersionCondition condition = event.condition();
    if (condition == null) {
      return null;
    }
    OptionalLong version = version(state, event);
    return version.isEmpty() || condition.holds(version.getAsLong())
        ? null
        : new Decision.Rejected(
            ErrorCode.VERSION_MISMATCH,
            condition.described()
                + (version.getAsLong() == VersionCondition.NOT_THERE
                    ? ", there is no entity"
                    : ", the entity has version " + version.getAsLong()));
  }

  /** The version of what would be changed, 0 for what would be made; empty when neither is. */
  private static OptionalLong version(State state, Event event) {
    UserId owner = event.owner();
    return switch (event.payload()) {
      case PatchUser _, DeleteUser _ -> ofUser(state.user(owner));
      case PutSession put -> ofSessionToBe(state, owner, put.session().sessionId());
      case CreateSession create -> ofSessionToBe(state, owner, create.sessionId());
      case PatchSession patch -> ofSession(state.session(owner, patch.sessionId()));
      case DeleteSession delete -> ofSession(state.session(owner, delete.sessionId()));
      case PatchMessage patch -> ofMessage(state, owner, patch.sessionId(), patch.messageId());
      case DeleteMessage delete -> ofMessage(state, owner, delete.sessionId(), delete.messageId());
      case DeleteDocument delete -> {
        DocumentRow row = state.document(owner, delete.sessionId(), delete.documentId());
        yield row == null ? OptionalLong.empty() : OptionalLong.of(row.document().version());
      }
      case DeleteContext delete ->
          state.context(owner, delete.contextId()) == null
              ? OptionalLong.empty()
              : OptionalLong.of(SavedContext.VERSION);
      case Payload.OfPanels about -> ofPanels(state.panels(), about);
      case CreateUser _,
          TagSession _,
          PostMessage _,
          Payload.EmbedMessage _,
          Payload.EmbedChunk _,
          Payload.EmbedSession _,
          SaveContext _,
          PostDocument _,
          PutDocumentPart _,
          Refused _,
          ClaimEmail _,
          VoidEmailClaim _,
          ReleaseEmail _,
          Barrier _,
          EraseRefused _ ->
          OptionalLong.empty();
    };
  }

  private static OptionalLong ofPanels(PanelState state, Payload.OfPanels payload) {
    return switch (payload) {
      case PutPersona put -> {
        PersonaRow row = state.persona(put.persona().personaId());
        yield row == null
            ? OptionalLong.of(VersionCondition.NOT_THERE)
            : ofPersona(row, put.onlyOf());
      }
      case PatchPersona patch -> ofPersona(state.persona(patch.personaId()), patch.onlyOf());
      case DeletePersona delete -> ofPersona(state.persona(delete.personaId()), delete.onlyOf());
      case PatchPanel patch -> ofPanel(state.panel(patch.panelId()));
      case DeletePanel delete -> ofPanel(state.panel(delete.panelId()));
      case CreatePersona _, CreatePanel _, PostPanelMessage _, PostInsight _, ErasePanelMessage _ ->
          OptionalLong.empty();
    };
  }

  /** Of another's persona nothing is told. */
  private static OptionalLong ofPersona(@Nullable PersonaRow row, @Nullable UserId onlyOf) {
    return row == null || !PersonaFold.isOpen(row, onlyOf)
        ? OptionalLong.empty()
        : OptionalLong.of(row.persona().version());
  }

  private static OptionalLong ofPanel(@Nullable PanelRow row) {
    return row == null ? OptionalLong.empty() : OptionalLong.of(row.panel().version());
  }

  private static OptionalLong ofUser(@Nullable UserRow row) {
    return row == null ? OptionalLong.empty() : OptionalLong.of(row.user().version());
  }

  private static OptionalLong ofSession(@Nullable SessionRow row) {
    return row == null ? OptionalLong.empty() : OptionalLong.of(row.session().version());
  }

  private static OptionalLong ofSessionToBe(State state, UserId owner, SessionId session) {
    SessionRow row = state.session(owner, session);
    return row == null && state.user(owner) != null
        ? OptionalLong.of(VersionCondition.NOT_THERE)
        : ofSession(row);
  }

  private static OptionalLong ofMessage(
      State state, UserId owner, SessionId session, MessageId message) {
    SessionRow holder = state.session(owner, session);
    MessageRow row = state.message(owner, session, message);
    return row == null || holder == null || holder.session().status() == SessionStatus.DELETED
        ? OptionalLong.empty()
        : OptionalLong.of(row.message().version());
  }
}
