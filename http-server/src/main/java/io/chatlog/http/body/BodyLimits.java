package io.chatlog.http.body;

import java.time.Duration;

/**
 * The bounds of one body.
 *
 * @param bodyBytesMax of the body as sent, and again of the body decompressed
 * @param receiveTimeout from the first read to the last byte
 */
public record BodyLimits(int bodyBytesMax, Duration receiveTimeout) {
  public BodyLimits {
    if (bodyBytesMax <= 0) {
      throw new IllegalArgumentException("body_bytes_max must be positive: " + bodyBytesMax);
    }
    if (!receiveTimeout.isPositive()) {
      throw new IllegalArgumentException("the time-out must be positive: " + receiveTimeout);
    }
  }

  StreamLimits streaming() {
    return new StreamLimits(bodyBytesMax, receiveTimeout, 0);
  }
}
