package io.chatlog.ingest.outcome;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.value.ContextId;
import io.chatlog.value.MessageId;
import io.chatlog.value.Position;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An acknowledged write and what it was about.
 *
 * @param target what the write is to create or change
 */
public record Written(Position position, Target target) {
  /**
   * The address of a user, of one of its sessions, or of one of that session's messages.
   *
   * @param session null for the user itself
   * @param message null for none
   * @param context a context of the user; null for none
   */
  public record Target(
      UserId user,
      @Nullable SessionId session,
      @Nullable MessageId message,
      @Nullable ContextId context) {
    /** Of a user, a session or a message. */
    public Target(UserId user, @Nullable SessionId session, @Nullable MessageId message) {
      this(user, session, message, null);
    }

    /** What an event is about. */
    public static Target of(Event event) {
      UserId user = event.owner();
      return switch (event.payload()) {
        case CreateUser _, PatchUser _, DeleteUser _, Refused _ -> new Target(user, null, null);
        case ClaimEmail _, VoidEmailClaim _, ReleaseEmail _ -> new Target(user, null, null);
        case PutSession put -> new Target(user, put.session().sessionId(), null);
        case TagSession tag -> new Target(user, tag.sessionId(), null);
        case DeleteSession delete -> new Target(user, delete.sessionId(), null);
        case PatchMessage patch -> new Target(user, patch.sessionId(), patch.messageId());
        case DeleteMessage delete -> new Target(user, delete.sessionId(), delete.messageId());
        case SaveContext save -> new Target(user, null, null, save.contextId());
        case DeleteContext delete -> new Target(user, null, null, delete.contextId());
        case CreateSession create -> new Target(user, create.sessionId(), null);
        case PatchSession patch -> new Target(user, patch.sessionId(), null);
        case PostMessage post -> new Target(user, post.sessionId(), post.messageId());
      };
    }

    /** The id of what the write is about. */
    public String id() {
      if (context != null) {
        return context.value();
      }
      return message != null ? message.value() : session != null ? session.value() : user.value();
    }
  }
}
