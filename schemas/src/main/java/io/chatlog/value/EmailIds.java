package io.chatlog.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The ids under which e-mail addresses are owners on the log: {@code email:} and 64 hexadecimal
 * digits, the SHA-256 of the address in Unicode's form NFC and in lower case. Addresses that differ
 * in letter case only are the same address. No user can have such an id.
 */
public final class EmailIds {
  private static final String PREFIX = "email:";
  private static final int DIGITS = 64;

  private EmailIds() {}

  /** The id of an address. */
  public static UserId of(String email) {
    String canonical =
        Normalizer.normalize(
            Normalizer.normalize(email, Normalizer.Form.NFC).toLowerCase(Locale.ROOT),
            Normalizer.Form.NFC);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return new UserId(PREFIX + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether an id is one of an address, so that no user may have it. */
  public static boolean isReserved(String id) {
    return id.length() == PREFIX.length() + DIGITS
        && id.startsWith(PREFIX)
        && id.chars().skip(PREFIX.length()).allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
