package io.chatlog.http.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses gzip, one member or several (RFC 1952, 2.2), and takes nothing else: the class of
 * the platform passes over whatever follows the last whole member, so that a member with a damaged
 * header would be lost without a word.
 */
final class GzipStream extends GZIPInputStream {
  private static final int TRAILER_BYTES = 8;

  private final Counted raw;

  /** Up to where compressed bytes were handed to the inflater. */
  private long filledBytes;

  GzipStream(InputStream raw, int bufferBytes) throws IOException {
    this(new Counted(raw), bufferBytes);
  }

  private GzipStream(Counted raw, int bufferBytes) throws IOException {
    super(raw, bufferBytes);
    this.raw = raw;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filledBytes = raw.bytes;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count < 0) {
      long endBytes = filledBytes - inf.getRemaining() + TRAILER_BYTES;
      if (raw.bytes > endBytes || raw.read() >= 0) {
        throw new ZipException("bytes follow the last member");
      }
    }
    return count;
  }

  /** Counts what was read. */
  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      bytes += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      bytes += Math.max(count, 0);
      return count;
    }

    @Override
    public long skip(long many) {
      throw new UnsupportedOperationException("what is skipped is read here");
    }
  }
}
