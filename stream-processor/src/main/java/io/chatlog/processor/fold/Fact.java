package io.chatlog.processor.fold;

import io.chatlog.value.ContextId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.view.Message;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;

/** What is so since an accepted event: what downstream consumers are told, in this order. */
public sealed interface Fact {
  /** A user came into being or changed. */
  record UserIs(User user, boolean created) implements Fact {}

  /** A session came into being or changed by other than a message. */
  record SessionIs(Session session, boolean created) implements Fact {}

  /** A message was appended, or edited. */
  record MessageIs(Message message) implements Fact {}

  /** A message is gone. */
  record MessageIsGone(SessionId session, MessageId message, long seq) implements Fact {}

  /** A context was saved. */
  record ContextIs(SavedContext context) implements Fact {}

  /** A context is gone. */
  record ContextIsGone(ContextId context) implements Fact {}

  /** A session is gone, with all that it held. */
  record SessionIsGone(SessionId session) implements Fact {}

  /** The user is gone, with all that it had. */
  record UserIsGone() implements Fact {}
}
