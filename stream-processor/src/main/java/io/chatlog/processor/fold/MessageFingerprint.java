package io.chatlog.processor.fold;

import io.chatlog.event.Payload.PostMessage;
import io.chatlog.view.Message;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Fingerprint} of what an event said of a message. Where the message says it still, the
 * fingerprint is made when somebody asks, which is when the message's id comes again: eight bytes
 * that nothing compresses need not be kept of each message, nor a digest made of it.
 *
 * <p>Two are equal when they are the same number, however they came to it.
 */
public final class MessageFingerprint {
  /** What {@link #form()} is of one that is kept as a number. */
  public static final int STORED = 0;

  private static final int MADE = 1;
  private static final int WITH_TIME = 2;
  private static final int WITH_METADATA = 4;
  private static final int FORMS_MASK = MADE | WITH_TIME | WITH_METADATA;

  private final int form;
  private final long number;
  private final @Nullable Message message;

  private MessageFingerprint(int form, long number, @Nullable Message message) {
    this.form = form;
    this.number = number;
    this.message = message;
  }

  /** One that is known. */
  public static MessageFingerprint of(long number) {
    return new MessageFingerprint(STORED, number, null);
  }

  /** That of a post, which became a message. */
  static MessageFingerprint of(PostMessage post, Message message) {
    if (post.embedding() != null) {
      return of(Fingerprint.of(post));
    }
    int form =
        MADE
            | (post.timestampMicros() == null ? 0 : WITH_TIME)
            | (post.metadataJson() == null ? 0 : WITH_METADATA);
    return new MessageFingerprint(form, 0, message);
  }

  /**
   * The one that a row tells.
   *
   * @param form what {@link #form()} was
   * @param number what {@link #number()} was
   * @param message the message of the row
   */
  public static MessageFingerprint of(int form, long number, Message message) {
    return (form & MADE) == 0 ? of(number) : new MessageFingerprint(form & FORMS_MASK, 0, message);
  }

  /** How it follows from the message, or {@link #STORED}. */
  public int form() {
    return form;
  }

  /** The number that is kept; 0 where none is. */
  public long number() {
    return number;
  }

  /** The fingerprint. Costs a digest of the message where none is kept. */
  public long value() {
    return message == null
        ? number
        : Fingerprint.ofMessage(
            message.role(),
            message.content(),
            message.authorId(),
            (form & WITH_TIME) == 0 ? null : message.timestampMicros(),
            (form & WITH_METADATA) == 0 ? null : message.metadataJson(),
            null);
  }

  /** The same, whatever becomes of the message. */
  MessageFingerprint kept() {
    return message == null ? this : of(value());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MessageFingerprint that && value() == that.value();
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value());
  }

  @Override
  public String toString() {
    return Long.toString(value());
  }
}
