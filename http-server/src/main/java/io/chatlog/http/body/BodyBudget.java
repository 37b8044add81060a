package io.chatlog.http.body;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of request bodies that one process holds at once. A request reserves before it
 * allocates and gives back when it ends.
 *
 * <p>Thread-safe, never blocks: what does not fit is refused.
 */
public final class BodyBudget {
  private final long bytesMax;
  private final AtomicLong heldBytes = new AtomicLong();

  public BodyBudget(long bytesMax) {
    if (bytesMax <= 0) {
      throw new IllegalArgumentException("the budget must be positive: " + bytesMax);
    }
    this.bytesMax = bytesMax;
  }

  /** Reserves {@code bytes} and returns true, or changes nothing and returns false. */
  public boolean tryReserve(long bytes) {
    while (true) {
      long held = heldBytes.get();
      if (held + bytes > bytesMax) {
        return false;
      }
      if (heldBytes.compareAndSet(held, held + bytes)) {
        return true;
      }
    }
  }

  /** Gives back what was reserved. */
  public void release(long bytes) {
    long left = heldBytes.addAndGet(-bytes);
    if (left < 0) {
      throw new IllegalStateException("more was given back than reserved: " + left);
    }
  }

  /** How many bytes are held now. */
  public long heldBytes() {
    return heldBytes.get();
  }

  /** How many bytes may be held at once. */
  public long bytesMax() {
    return bytesMax;
  }
}
