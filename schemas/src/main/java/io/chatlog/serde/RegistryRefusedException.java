package io.chatlog.serde;

import java.io.IOException;

/**
 * The schema registry was reached and says no. Asking again changes nothing: somebody has to change
 * the registry, the credentials or the schema. The message has the registry's own words.
 */
public final class RegistryRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what was asked and what the registry said. */
  public RegistryRefusedException(String message) {
    super(message);
  }
}
