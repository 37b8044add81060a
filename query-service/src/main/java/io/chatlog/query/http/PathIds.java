package io.chatlog.query.http;

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
  /** A session and its owner. */
  record SessionAddress(UserId owner, SessionId session) {}

  /** A message, its session and its owner. */
  record MessageAddress(UserId owner, SessionId session, MessageId message) {}

  /** A saved context and its owner. */
  record ContextAddress(UserId owner, ContextId context) {}

  private PathIds() {}

  static UserId user(Request request) {
    check(request, "user");
    return new UserId(request.path("user"));
  }

  static SessionAddress session(Request request) {
    check(request, "user", "session");
    return new SessionAddress(
        new UserId(request.path("user")), new SessionId(request.path("session")));
  }

  static ContextAddress context(Request request) {
    check(request, "user", "context");
    return new ContextAddress(
        new UserId(request.path("user")), new ContextId(request.path("context")));
  }

  static MessageAddress message(Request request) {
    check(request, "user", "session", "message");
    return new MessageAddress(
        new UserId(request.path("user")),
        new SessionId(request.path("session")),
        new MessageId(request.path("message")));
  }

  private static void check(Request request, String... names) {
    Faults faults = new Faults();
    for (String name : names) {
      Ids.fault(request.path(name))
          .ifPresent(why -> faults.add(name, ErrorCode.INVALID_ID, "the id " + why));
    }
    faults.throwIfAny();
  }
}
