package io.chatlog.ingest.accept;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.RestoredUser;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;

/**
 * The events of an import: checked like any other write, and with a past, so that each yields to
 * what is there under its id. Thread-safe where the acceptor is.
 */
public final class ImportAcceptor {
  private final Acceptor acceptor;
  private final WriteLimits limits;

  /**
   * @param limits those of the acceptor
   */
  public ImportAcceptor(Acceptor acceptor, WriteLimits limits) {
    this.acceptor = acceptor;
    this.limits = limits;
  }

  /** What a write may hold. */
  public WriteLimits limits() {
    return limits;
  }

  /** A user is to come into being, unless it is there. */
  public Acceptance user(UserFields fields, RestoredUser past, WriteContext context) {
    Acceptance acceptance = acceptor.user(fields, context);
    return acceptance instanceof Acceptance.Accepted(Event event)
            && event.payload() instanceof CreateUser create
        ? new Acceptance.Accepted(event.with(create.restoring(past)))
        : acceptance;
  }

  /** A session is to come into being, unless it is there. */
  public Acceptance session(
      UserId owner, SessionFields fields, RestoredSession past, WriteContext context) {
    Acceptance acceptance = acceptor.session(owner, fields, context);
    return acceptance instanceof Acceptance.Accepted(Event event)
            && event.payload() instanceof CreateSession create
        ? new Acceptance.Accepted(event.with(create.restoring(past)))
        : acceptance;
  }

  /** A message is to be appended, unless one with its id is there. */
  public Acceptance message(
      UserId owner,
      SessionId session,
      MessageFields fields,
      RestoredMessage past,
      WriteContext context) {
    Acceptance acceptance = acceptor.message(owner, session, fields, context);
    return acceptance instanceof Acceptance.Accepted(Event event)
            && event.payload() instanceof PostMessage post
        ? new Acceptance.Accepted(event.with(post.restoring(past)))
        : acceptance;
  }
}
