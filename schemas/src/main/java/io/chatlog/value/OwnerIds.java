package io.chatlog.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The ids under which things that belong to no user's partition are owners on the log: {@code
 * persona:}, {@code panel:} or {@code barrier:} and 64 hexadecimal digits, the SHA-256 of the
 * thing's id. All of one panel so has one partition, and one writer. The hash keeps the longest id
 * within the bounds of one. No user can have such an id.
 */
public final class OwnerIds {
  private static final String PERSONA = "persona:";
  private static final String PANEL = "panel:";
  private static final String BARRIER = "barrier:";
  private static final int DIGITS = 64;

  private OwnerIds() {}

  /** The owner of a persona's events. */
  public static UserId of(PersonaId persona) {
    return hashed(PERSONA, persona.value());
  }

  /** The owner of the events of a panel, its messages and its insights. */
  public static UserId of(PanelId panel) {
    return hashed(PANEL, panel.value());
  }

  /** The owner of barriers with a number: numbers have different partitions. */
  public static UserId ofBarrier(int number) {
    return hashed(BARRIER, Integer.toString(number));
  }

  /** Whether an id is none that a user may have, because it is one of another owner. */
  public static boolean isReserved(String id) {
    return EmailIds.isReserved(id)
        || hasForm(PERSONA, id)
        || hasForm(PANEL, id)
        || hasForm(BARRIER, id);
  }

  private static boolean hasForm(String prefix, String id) {
    return id.length() == prefix.length() + DIGITS
        && id.startsWith(prefix)
        && id.chars().skip(prefix.length()).allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static UserId hashed(String prefix, String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return new UserId(prefix + HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
