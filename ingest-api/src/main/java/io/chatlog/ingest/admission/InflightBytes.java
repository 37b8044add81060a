package io.chatlog.ingest.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of records that are on their way to the log at once. Thread-safe, never blocks: what
 * does not fit is refused.
 */
public final class InflightBytes {
  private volatile long bytesMax;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param bytesMax the most bytes at once, at least 1
   */
  public InflightBytes(long bytesMax) {
    if (bytesMax < 1) {
      throw new IllegalArgumentException("inflight_bytes_max must be positive: " + bytesMax);
    }
    this.bytesMax = bytesMax;
  }

  /** Takes {@code bytes} and returns true, or changes nothing and returns false. */
  public boolean tryAcquire(long bytes) {
    while (true) {
      long now = held.get();
      if (bytes > bytesMax - now) {
        return false;
      }
      if (held.compareAndSet(now, now + bytes)) {
        return true;
      }
    }
  }

  /**
   * Allows another number of bytes from now on; what is under way stays so.
   *
   * @param bytes the most bytes at once, at least 1
   */
  public void limit(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("inflight_bytes_max must be positive: " + bytes);
    }
    bytesMax = bytes;
  }

  /** Gives back what was taken. */
  public void release(long bytes) {
    if (held.addAndGet(-bytes) < 0) {
      throw new IllegalStateException("more was given back than was taken");
    }
  }

  /** How many bytes are under way now. */
  public long held() {
    return held.get();
  }

  /** How many bytes may be under way at once. */
  public long bytesMax() {
    return bytesMax;
  }
}
