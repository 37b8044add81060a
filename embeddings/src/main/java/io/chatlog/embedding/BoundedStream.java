package io.chatlog.embedding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Gives so many bytes, for so long, and then fails: nobody's answer fills the memory, and none that
 * stops in the middle is waited for.
 */
final class BoundedStream extends FilterInputStream {
  /** Done when nobody reads any more. */
  private final CompletableFuture<Boolean> read = new CompletableFuture<>();

  private long left;

  /**
   * @param within closes the stream when it passes, also under a read that waits
   */
  BoundedStream(InputStream in, long bytesMax, Duration within) {
    super(in);
    this.left = bytesMax;
    read.orTimeout(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS)
        .whenComplete(
            (_, late) -> {
              if (late != null) {
                closeQuietly(in);
              }
            });
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException ignored) {
      // whoever reads is told that it took too long
    }
  }

  @Override
  public int read() throws IOException {
    int one;
    try {
      one = super.read();
    } finally {
      failIfLate();
    }
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int many;
    try {
      many = super.read(buffer, from, length);
    } finally {
      failIfLate();
    }
    count(Math.max(0, many));
    return many;
  }

  private void failIfLate() throws IOException {
    if (read.isCompletedExceptionally()) {
      throw new IOException("the answer does not come to its end in time");
    }
  }

  private void count(int many) throws IOException {
    left -= many;
    if (left < 0) {
      throw new IOException("the answer is longer than its vectors can be");
    }
  }

  @Override
  public void close() throws IOException {
    read.complete(true);
    super.close();
  }
}
