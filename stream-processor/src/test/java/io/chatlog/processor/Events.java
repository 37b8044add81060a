package io.chatlog.processor;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.UUID;

/** Builds events for tests; each is received one millisecond after the one before. */
public final class Events {
  private long nowMicros = 1_700_000_000_000_000L;

  public Event of(String user, Payload payload) {
    nowMicros += 1_000;
    String id = new UUID(7L << 12, nowMicros).toString();
    return new Event(id, new UserId(user), null, nowMicros, null, payload);
  }

  public Event user(String user) {
    return of(user, new CreateUser(null, null, null, null, null, null));
  }

  public Event user(String user, String name) {
    return of(user, new CreateUser(name, null, null, null, null, null));
  }

  public Event patchUser(String user, String patch, Long version) {
    return of(user, new PatchUser(patch, version));
  }

  public Event session(String user, String session, String channel) {
    return of(
        user,
        new CreateSession(
            new SessionId(session), null, channel, null, null, null, List.of(), null, null, null));
  }

  public Event patchSession(String user, String session, String patch, Long version) {
    return of(user, new PatchSession(new SessionId(session), patch, version));
  }

  public Event message(String user, String session, String id, Role role, String content) {
    return message(user, session, id, role, content, null, null);
  }

  public Event message(
      String user,
      String session,
      String id,
      Role role,
      String content,
      Long timestampMicros,
      CreateMissing missing) {
    return of(
        user,
        new PostMessage(
            new SessionId(session),
            new MessageId(id),
            role,
            content,
            null,
            timestampMicros,
            null,
            null,
            missing));
  }
}
