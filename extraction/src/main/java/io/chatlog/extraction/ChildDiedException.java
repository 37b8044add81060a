package io.chatlog.extraction;

import java.io.IOException;

/** A child process ended in place of an answer. */
final class ChildDiedException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * @param why for people
   */
  ChildDiedException(String why, IOException cause) {
    super(why, cause);
  }
}
