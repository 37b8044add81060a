package io.chatlog.processor.search;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One view of an index, to be compared with the rows that it is derived from. For one thread;
 * nothing is deleted from disk that it shows, so it is to be closed soon.
 */
public interface IndexAudit extends AutoCloseable {
  /**
   * What the document of a message says.
   *
   * @param documents how many documents there are of the message; the rest is of the last
   * @param offset of the event that brought the message
   * @param channel a number that stands for the session's channel, see {@link #number}
   * @param source the same for its source
   * @param hidden whether the session is out of sight
   */
  record MessageMark(int documents, long offset, long channel, long source, boolean hidden) {}

  /**
   * What the document of a session says.
   *
   * @param documents how many there are of it
   * @param lastOffset of the event that last changed it
   */
  record SessionMark(int documents, long lastOffset) {}

  /** Is told which rows documents stand for. */
  interface Visitor {
    /** There is a document of a message. */
    void message(UserId owner, SessionId session, long seq);

    /** There is a document of a session. */
    void session(UserId owner, SessionId session);
  }

  /** The document of a message, or null. */
  @Nullable MessageMark message(UserId owner, SessionId session, long seq);

  /** The document of a session, or null. */
  @Nullable SessionMark session(UserId owner, SessionId session);

  /** Visits every document. */
  void forEach(Visitor visitor);

  /** The number that stands for a channel or source. */
  static long number(@Nullable String name) {
    return IndexFields.number(name);
  }

  @Override
  void close();
}
