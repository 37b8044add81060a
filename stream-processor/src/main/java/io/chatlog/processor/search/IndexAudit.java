package io.chatlog.processor.search;

import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Set;
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
   * @param version the message's: one more with each change of what it says
   * @param place what it is found by of its session
   * @param vector what it is found by in meaning
   */
  record MessageMark(int documents, long offset, long version, Place place, VectorMark vector) {}

  /**
   * What messages and documents are found by of their session.
   *
   * @param channel a number that stands for the session's channel, see {@link #number}
   * @param source the same for its source
   * @param hidden whether the session is out of sight
   */
  record Place(long channel, long source, boolean hidden) {}

  /**
   * What the pieces of text of an uploaded document say.
   *
   * @param pieces how many there are
   * @param whole whether they are numbered from 0 on without gap or repetition, and agree
   * @param offset of the event that completed the document; 0 when they are not whole
   */
  record DocumentMark(int pieces, boolean whole, long offset, Place place) {}

  /**
   * What the document of a session's vector says.
   *
   * @param documents how many there are of it
   * @param offset of the event that gave it
   * @param vector what it says
   */
  record SessionVectorMark(int documents, long offset, Place place, VectorMark vector) {}

  /**
   * What the document of a session says.
   *
   * @param documents how many there are of it
   * @param lastOffset of the event that last changed it
   * @param order what it is put in its place in lists by
   * @param tags its tags, which are counted
   */
  record SessionMark(int documents, long lastOffset, Order order, Set<String> tags) {}

  /** What sessions are put in order by. */
  record Order(long activityMicros, long createdMicros, long messages, long began) {}

  /** Is told which rows documents stand for. */
  interface Visitor {
    /** There is a document of a message. */
    void message(UserId owner, SessionId session, long seq);

    /** There is a piece of text of an uploaded document. */
    void document(UserId owner, SessionId session, DocumentId document);

    /** There is a document of a session's vector. */
    void sessionVector(UserId owner, SessionId session);

    /** There is a document of a session. */
    void session(UserId owner, SessionId session);
  }

  /** The document of a message, or null. */
  @Nullable MessageMark message(UserId owner, SessionId session, long seq);

  /** The pieces of text of an uploaded document, or null where there are none. */
  @Nullable DocumentMark document(UserId owner, SessionId session, DocumentId document);

  /** The document of a session's vector, or null. */
  @Nullable SessionVectorMark sessionVector(UserId owner, SessionId session);

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
