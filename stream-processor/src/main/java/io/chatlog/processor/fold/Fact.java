package io.chatlog.processor.fold;

import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.SessionId;
import io.chatlog.view.Document;
import io.chatlog.view.Insight;
import io.chatlog.view.Message;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
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

  /** A document was uploaded. */
  record DocumentIs(Document document) implements Fact {}

  /** A document is gone. */
  record DocumentIsGone(SessionId session, DocumentId document) implements Fact {}

  /** A session is gone, with all that it held. */
  record SessionIsGone(SessionId session) implements Fact {}

  /** The user is gone, with all that it had. */
  record UserIsGone() implements Fact {}

  /** About a persona or a panel. */
  sealed interface OfPanels extends Fact {}

  /** A persona came into being or changed. */
  record PersonaIs(Persona persona, boolean created) implements OfPanels {}

  /** A persona is gone. */
  record PersonaIsGone(PersonaId persona) implements OfPanels {}

  /** A panel came into being or changed by other than a message or an insight. */
  record PanelIs(Panel panel, boolean created) implements OfPanels {}

  /** A panel is gone, with all that it held. */
  record PanelIsGone(PanelId panel) implements OfPanels {}

  /** A message was appended to a panel. */
  record PanelMessageIs(PanelMessage message) implements OfPanels {}

  /** A message of a panel is gone. */
  record PanelMessageIsGone(PanelId panel, MessageId message, long seq) implements OfPanels {}

  /** An insight was added to a panel. */
  record InsightIs(Insight insight) implements OfPanels {}
}
