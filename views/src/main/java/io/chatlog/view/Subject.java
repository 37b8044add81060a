package io.chatlog.view;

import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.SessionId;

/** What a write is about that is neither a user, nor a session, nor a message of one. */
public sealed interface Subject {
  /** A document of a session. */
  record OfDocument(SessionId session, DocumentId document) implements Subject {}

  /** A saved context of a user. */
  record OfContext(ContextId context) implements Subject {}

  /** A persona. */
  record OfPersona(PersonaId persona) implements Subject {}

  /** A panel. */
  record OfPanel(PanelId panel) implements Subject {}

  /** A message of a panel. */
  record OfPanelMessage(PanelId panel, MessageId message) implements Subject {}

  /** An insight of a panel. */
  record OfInsight(PanelId panel, InsightId insight) implements Subject {}

  /** Its id, as clients see it. */
  default String id() {
    return switch (this) {
      case OfDocument(SessionId _, DocumentId document) -> document.value();
      case OfContext(ContextId context) -> context.value();
      case OfPersona(PersonaId persona) -> persona.value();
      case OfPanel(PanelId panel) -> panel.value();
      case OfPanelMessage(PanelId _, MessageId message) -> message.value();
      case OfInsight(PanelId _, InsightId insight) -> insight.value();
    };
  }
}
