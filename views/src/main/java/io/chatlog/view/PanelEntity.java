package io.chatlog.view;

/** A persona, a panel, or something that is said in one. */
public sealed interface PanelEntity extends Entity permits Persona, Panel, PanelMessage, Insight {
  /** 1 at first, one more with each change. */
  long version();
}
