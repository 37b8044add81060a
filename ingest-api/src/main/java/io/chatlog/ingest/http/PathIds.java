package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Request;
import io.chatlog.http.problem.Faults;
import io.chatlog.value.ContextId;
import io.chatlog.value.Ids;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;

/** The ids in the path of a request; {@code invalid_id} names each one that is not legal. */
final class PathIds {
  private PathIds() {}

  /** The user of a path with <code>{user}</code>. */
  static UserId user(Request request) {
    check(request, "user");
    return new UserId(request.path("user"));
  }

  /** The user and session of a path with <code>{user}</code> and <code>{session}</code>. */
  static SessionAddress session(Request request) {
    check(request, "user", "session");
    return new SessionAddress(
        new UserId(request.path("user")), new SessionId(request.path("session")));
  }

  /**
   * The message of a path with <code>{user}</code>, <code>{session}</code> and <code>{message}
   * </code>.
   */
  static MessageAddress message(Request request) {
    check(request, "user", "session", "message");
    return new MessageAddress(
        new UserId(request.path("user")),
        new SessionId(request.path("session")),
        new MessageId(request.path("message")));
  }

  /** The user and context of a path with <code>{user}</code> and <code>{context}</code>. */
  static ContextAddress context(Request request) {
    check(request, "user", "context");
    return new ContextAddress(
        new UserId(request.path("user")), new ContextId(request.path("context")));
  }

  /** A saved context and its owner. */
  record ContextAddress(UserId owner, ContextId context) {}

  /** A message, its session and its owner. */
  record MessageAddress(UserId owner, SessionId session, MessageId message) {}

  /** A session and its owner. */
  record SessionAddress(UserId owner, SessionId session) {}

  private static void check(Request request, String... names) {
    Faults faults = new Faults();
    for (String name : names) {
      Ids.fault(request.path(name))
          .ifPresent(why -> faults.add(name, ErrorCode.INVALID_ID, "the id " + why));
    }
    faults.throwIfAny();
  }
}
