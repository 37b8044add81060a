package io.chatlog.processor.fold;

import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import org.jspecify.annotations.Nullable;

/** What a decision about personas and panels may look up: one look-up each, two for a message. */
public interface PanelState {
  /** The persona, or null. */
  @Nullable PersonaRow persona(PersonaId persona);

  /** The panel, or null. */
  @Nullable PanelRow panel(PanelId panel);

  /** The message of a panel, or null. */
  @Nullable PanelMessageRow message(PanelId panel, MessageId message);

  /** The insight of a panel, or null. */
  @Nullable InsightRow insight(PanelId panel, InsightId insight);
}
