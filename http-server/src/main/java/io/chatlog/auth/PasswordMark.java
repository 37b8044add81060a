package io.chatlog.auth;

import io.chatlog.value.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Tells one setting of a password from every other, and nothing of the password: the first 128 bits
 * of SHA-256 over the hash with its salt, as 22 characters of base64url.
 *
 * <p>The salt is drawn anew whenever a password is set. So another password, the same one set again
 * and a user of the same id that was made later have another mark each; a replay of the log, a
 * restart and a fail-over keep it, because the hash is part of the event.
 */
public record PasswordMark(String value) {
  private static final int BYTES = 16;

  /** The mark of a password as it is kept. */
  public static PasswordMark of(PasswordHash hash) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(hash.phc().getBytes(StandardCharsets.UTF_8));
      return new PasswordMark(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
