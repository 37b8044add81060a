package io.chatlog.processor.fold;

import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;

/** What is so since an accepted event: what downstream consumers are told, in this order. */
public sealed interface Fact {
  /** A user came into being or changed. */
  record UserIs(User user, boolean created) implements Fact {}

  /** A session came into being or changed by other than a message. */
  record SessionIs(Session session, boolean created) implements Fact {}

  /** A message was appended. */
  record MessageIs(Message message) implements Fact {}
}
