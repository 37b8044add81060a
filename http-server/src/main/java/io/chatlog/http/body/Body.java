package io.chatlog.http.body;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request body, received and decompressed. Its bytes are {@code array()[0..length())}; the array
 * may be longer. Read-only by agreement, valid until the request ends.
 */
public final class Body implements AutoCloseable {
  /** A body without a byte. */
  public static final Body EMPTY = new Body(new byte[0], 0, null, 0);

  private final byte[] array;
  private final int length;
  private final @Nullable BodyBudget budget;
  private long reservedBytes;

  Body(byte[] array, int length, @Nullable BodyBudget budget, long reservedBytes) {
    this.array = array;
    this.length = length;
    this.budget = budget;
    this.reservedBytes = reservedBytes;
  }

  /** A body that was not received: for tests and for calls inside the process. */
  public static Body of(byte[] bytes) {
    return new Body(bytes, bytes.length, null, 0);
  }

  /** A body of this text in UTF-8. */
  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes, and perhaps unused space behind {@link #length()}. */
  public byte[] array() {
    return array;
  }

  /** How many bytes the body has. */
  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** Gives the bytes back to the budget; a second call does nothing. */
  @Override
  public void close() {
    if (budget != null && reservedBytes > 0) {
      budget.release(reservedBytes);
      reservedBytes = 0;
    }
  }
}
