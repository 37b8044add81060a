package io.chatlog.http.body;

import java.time.Duration;

/**
 * The bounds of a body that is taken as it comes.
 *
 * @param bytesMax of the body as sent, and again of the body decompressed
 * @param timeout from the first read to the last byte, and for each wait in between
 * @param bytesPerSecondMin a body that is larger than the time-out allows for has a second more for
 *     each so many bytes that arrived; 0 for no second more
 */
public record StreamLimits(long bytesMax, Duration timeout, long bytesPerSecondMin) {
  private static final long MILLIS = 1_000;

  public StreamLimits {
    if (bytesMax <= 0) {
      throw new IllegalArgumentException("bytes_max must be positive: " + bytesMax);
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("the time-out must be positive: " + timeout);
    }
    if (bytesPerSecondMin < 0) {
      throw new IllegalArgumentException(
          "bytes_per_second_min must not be negative: " + bytesPerSecondMin);
    }
  }

  /** How long a body may take of which so many bytes have arrived. */
  long millisFor(long receivedBytes) {
    return timeout.toMillis()
        + (bytesPerSecondMin == 0 ? 0 : receivedBytes * MILLIS / bytesPerSecondMin);
  }
}
