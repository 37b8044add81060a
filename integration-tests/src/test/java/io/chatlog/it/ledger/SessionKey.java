package io.chatlog.it.ledger;

import io.chatlog.it.http.Paths;

/** A session is one of a user: two users may have sessions of the same id. */
public record SessionKey(String user, String session) implements Comparable<SessionKey> {
  /** The path of its messages. */
  public String messages() {
    return Paths.messages(user, session);
  }

  @Override
  public int compareTo(SessionKey other) {
    int byUser = user.compareTo(other.user);
    return byUser != 0 ? byUser : session.compareTo(other.session);
  }
}
