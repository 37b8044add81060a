package io.chatlog.standalone.load;

import java.time.Duration;

/**
 * How a load is paced.
 *
 * @param batchLinesMax lines of one request, 1..10,000
 * @param batchBytesMax bytes of one request
 * @param lineBytesMax a longer line is refused here already
 * @param lanes requests under way at once; lines of one user are always in the same lane, one
 *     request after the other, which keeps their order
 * @param retryMax how long a batch is tried again without any of it being taken
 */
public record LoadLimits(
    int batchLinesMax, int batchBytesMax, int lineBytesMax, int lanes, Duration retryMax) {

  private static final int MIB = 1024 * 1024;

  /** Refuses limits under which nothing could be sent. */
  public LoadLimits {
    if (batchLinesMax < 1 || lanes < 1 || lineBytesMax < 1 || batchBytesMax < lineBytesMax) {
      throw new IllegalArgumentException("no line would fit into a batch");
    }
  }

  /** Limits that fit a server with its default limits. */
  public static LoadLimits of(int batchLinesMax, int lanes, Duration retryMax) {
    return new LoadLimits(batchLinesMax, 12 * MIB, 4 * MIB, lanes, retryMax);
  }
}
