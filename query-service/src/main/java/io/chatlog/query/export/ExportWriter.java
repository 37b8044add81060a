package io.chatlog.query.export;

import io.chatlog.view.KeptSession;
import io.chatlog.view.Message;
import io.chatlog.view.User;
import java.io.IOException;

/**
 * Writes an export piece by piece: the user, each session followed by its messages, the end.
 * Nothing is kept but what the present session is called. What is not ended is no export: its form
 * is broken, or its connection is.
 */
public interface ExportWriter {
  /** Begins. */
  void user(User user) throws IOException;

  /**
   * Begins a session; the one before ends.
   *
   * @param messageCount how many messages follow, but for those that are deleted meanwhile
   */
  void session(KeptSession session, long messageCount) throws IOException;

  /** A message of the present session. */
  void message(Message message) throws IOException;

  /** Ends; the stream stays open. */
  void end() throws IOException;
}
