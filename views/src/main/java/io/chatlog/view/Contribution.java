package io.chatlog.view;

import io.chatlog.value.PersonaId;
import org.jspecify.annotations.Nullable;

/**
 * What one persona said in a panel.
 *
 * @param persona null for what was said without a persona
 * @param characters Unicode code points of its messages
 * @param responses how many of its messages answer another
 * @param firstAtMicros the earliest time of a message, or null
 * @param lastAtMicros the latest time of a message, or null
 */
public record Contribution(
    @Nullable PersonaId persona,
    long messages,
    long characters,
    long responses,
    @Nullable Long firstAtMicros,
    @Nullable Long lastAtMicros) {
  /** Of one that has said nothing. */
  public static Contribution none(@Nullable PersonaId persona) {
    return new Contribution(persona, 0, 0, 0, null, null);
  }

  /** With one more message. */
  public Contribution plus(long characters, boolean response, long atMicros) {
    return new Contribution(
        persona,
        messages + 1,
        this.characters + characters,
        responses + (response ? 1 : 0),
        firstAtMicros == null ? atMicros : Math.min(firstAtMicros, atMicros),
        lastAtMicros == null ? atMicros : Math.max(lastAtMicros, atMicros));
  }

  /**
   * With one message less.
   *
   * @param firstMicros the earliest time of the others, or null where there is none
   * @param lastMicros the latest
   */
  Contribution minus(
      long characters, boolean response, @Nullable Long firstMicros, @Nullable Long lastMicros) {
    return new Contribution(
        persona,
        messages - 1,
        this.characters - characters,
        responses - (response ? 1 : 0),
        firstMicros,
        lastMicros);
  }

  /** Both together. */
  Contribution and(Contribution other) {
    return new Contribution(
        persona,
        messages + other.messages,
        characters + other.characters,
        responses + other.responses,
        least(firstAtMicros, other.firstAtMicros),
        most(lastAtMicros, other.lastAtMicros));
  }

  private static @Nullable Long least(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : (Long) Math.min(a, b);
  }

  private static @Nullable Long most(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : (Long) Math.max(a, b);
  }
}
