package io.chatlog.event;

import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * One accepted write: who owns the data, when it was accepted, and what is asked for. It is a
 * request; the stream processor decides it.
 *
 * @param eventId a UUIDv7 in its usual text form, unique per event
 * @param owner the user whose data it touches; decides the partition
 * @param idempotencyKey the client's {@code Idempotency-Key}, or null
 * @param receivedAtMicros when it was accepted, in microseconds since 1970 UTC; the only clock that
 *     a decision may read
 * @param actor the id of the API key that wrote, or null
 * @param payload what is asked for
 * @param condition what the version of what it is about must be, or null; one version alone stands
 *     in the payload where that has a place for it
 * @param rules by which rules it is decided, so that a log is decided again as it was at first
 */
public record Event(
    String eventId,
    UserId owner,
    @Nullable String idempotencyKey,
    long receivedAtMicros,
    @Nullable String actor,
    Payload payload,
    @Nullable VersionCondition condition,
    int rules) {
  /** The present rules: since them, a patch that sets what is so already changes nothing. */
  public static final int RULES = 1;

  /** An event without a condition. */
  public Event(
      String eventId,
      UserId owner,
      @Nullable String idempotencyKey,
      long receivedAtMicros,
      @Nullable String actor,
      Payload payload) {
    this(eventId, owner, idempotencyKey, receivedAtMicros, actor, payload, null, RULES);
  }

  /** An event that is decided by the present rules. */
  public Event(
      String eventId,
      UserId owner,
      @Nullable String idempotencyKey,
      long receivedAtMicros,
      @Nullable String actor,
      Payload payload,
      @Nullable VersionCondition condition) {
    this(eventId, owner, idempotencyKey, receivedAtMicros, actor, payload, condition, RULES);
  }

  /** Whether a patch that sets what is so already changes nothing, not even the version. */
  public boolean idlePatchIsNone() {
    return rules >= 1;
  }

  /** The same event with another payload. */
  public Event with(Payload other) {
    return new Event(
        eventId, owner, idempotencyKey, receivedAtMicros, actor, other, condition, rules);
  }

  /** The same event with another condition, or without one. */
  public Event onlyIf(@Nullable VersionCondition other) {
    return new Event(
        eventId, owner, idempotencyKey, receivedAtMicros, actor, payload, other, rules);
  }

  /** The character between user and event id in a record key; no id can hold it. */
  public static final char KEY_SEPARATOR = '\u001f';

  /**
   * The key of the event's record: unique per event, so that compaction removes nothing but what a
   * tombstone erases.
   */
  public String recordKey() {
    return owner.value() + KEY_SEPARATOR + eventId;
  }
}
