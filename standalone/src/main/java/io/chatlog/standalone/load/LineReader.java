package io.chatlog.standalone.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads bytes line by line; lines end with LF. Not thread-safe. */
final class LineReader {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final InputStream in;
  private final int lineBytesMax;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int next;
  private int end;

  LineReader(InputStream in, int lineBytesMax) {
    this.in = in;
    this.lineBytesMax = lineBytesMax;
  }

  /**
   * A line as it was read.
   *
   * @param bytes without its end; of a line that is too long, nothing
   * @param tooLong whether it had more bytes than are taken
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record RawLine(byte[] bytes, boolean tooLong) {}

  /** The next line, or null at the end of the input. */
  @Nullable RawLine next() throws IOException {
    if (next == end && !fill()) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && (next < end || fill())) {
      int stop = next;
      while (stop < end && chunk[stop] != '\n') {
        stop++;
      }
      ended = stop < end;
      if (line.size() + (stop - next) > lineBytesMax) {
        tooLong = true;
        line.reset();
      }
      if (!tooLong) {
        line.write(chunk, next, stop - next);
      }
      next = ended ? stop + 1 : stop;
    }
    return new RawLine(line.toByteArray(), tooLong);
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }
}
