package io.chatlog.keeper.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The sum that tells whether a file is what was written. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
