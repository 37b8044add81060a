package io.chatlog.ingest.accept;

import io.chatlog.event.VersionCondition;
import org.jspecify.annotations.Nullable;

/**
 * What a write came with beside its fields.
 *
 * @param idempotencyKey the {@code Idempotency-Key}, 1..{@value #KEY_CHARS_MAX} visible ASCII
 *     characters, or null
 * @param actor the id of the API key that wrote, or null
 * @param item the place of the item in its batch from 0; 0 for a single write
 * @param condition what the version of what is written about must be, or null
 */
public record WriteContext(
    RouteKind kind,
    @Nullable String idempotencyKey,
    @Nullable String actor,
    int item,
    @Nullable VersionCondition condition) {
  /** The longest {@code Idempotency-Key}. */
  public static final int KEY_CHARS_MAX = 255;

  public WriteContext {
    if (idempotencyKey != null && !isKey(idempotencyKey)) {
      throw new IllegalArgumentException("not an idempotency key");
    }
  }

  /** A write without a condition. */
  public WriteContext(
      RouteKind kind, @Nullable String idempotencyKey, @Nullable String actor, int item) {
    this(kind, idempotencyKey, actor, item, null);
  }

  /** Whether a text may be an {@code Idempotency-Key}. */
  public static boolean isKey(String text) {
    return !text.isEmpty()
        && text.length() <= KEY_CHARS_MAX
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The same for another item of the batch. */
  public WriteContext ofItem(int index) {
    return new WriteContext(kind, idempotencyKey, actor, index, condition);
  }
}
