package io.chatlog.value;

/**
 * The Argon2id hash of a password in PHC form. Its text form says nothing, so that no log, message
 * or answer shows it by accident.
 *
 * @param phc the hash; empty for "no password", where a password is changed
 */
public record PasswordHash(String phc) {
  /** Takes a password away. */
  public static final PasswordHash REMOVED = new PasswordHash("");

  /** Whether it stands for no password. */
  public boolean isRemoved() {
    return phc.isEmpty();
  }

  @Override
  public String toString() {
    return "PasswordHash[…]";
  }
}
