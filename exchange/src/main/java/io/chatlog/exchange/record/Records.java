package io.chatlog.exchange.record;

/**
 * Takes what an export holds, in its order: each conversation's beginning, its turns, its end. What
 * is skipped or fails may stand anywhere. Called by one thread; what it throws ends the reading.
 */
public interface Records {
  /** Whose conversations they are; may come late, or never. */
  void profile(Profile profile);

  /** A conversation begins; the one before has ended. */
  void begin(Conversation conversation);

  /** A message of it. */
  void turn(Turn turn);

  /** The conversation has no more messages. */
  void end();

  /** Something is left out on purpose. */
  void skipped(Skip reason);

  /** Something cannot be taken. */
  void failed(Failed failed);
}
