package io.chatlog.processor.fold;

import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/** What a decision about personas and panels may look up: one look-up each, two for a message. */
public interface PanelState {
  /** The persona, or null. */
  @Nullable PersonaRow persona(PersonaId persona);

  /** The panel, or null. */
  @Nullable PanelRow panel(PanelId panel);

  /** The message of a panel, or null. */
  @Nullable PanelMessageRow message(PanelId panel, MessageId message);

  /**
   * When a persona first and last said something that is still there, but for one message; null for
   * what was said without one.
   */
  TimeSpan spoken(PanelId panel, @Nullable PersonaId persona, long exceptMicros, long exceptSeq);

  /** The event at an offset that is to be found by the user that it names, or null. */
  @Nullable AuthoredRow authored(UserId owner, long offset);

  /** The insight of a panel, or null. */
  @Nullable InsightRow insight(PanelId panel, InsightId insight);
}
