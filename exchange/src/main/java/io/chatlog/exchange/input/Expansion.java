package io.chatlog.exchange.input;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.UnreadableException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bounds what the files of one reading unfold to, and unfolds those that are compressed with gzip
 * or zstd, which their first bytes tell. Not thread-safe.
 */
final class Expansion {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int MAGIC_BYTES = 4;

  /** The window is native memory that the sender chooses; 8 MiB is what RFC 8878 asks of all. */
  private static final int WINDOW_BYTES_LOG_MAX = 23;

  private final InputLimits limits;
  private long expandedBytes;

  Expansion(InputLimits limits) {
    this.limits = limits;
  }

  /** Begins another reading. */
  void restart() {
    expandedBytes = 0;
  }

  /**
   * A file, decompressed.
   *
   * @param raw its bytes, already unfolded where they stood in an archive
   * @param storedBytes what it takes where it is stored
   */
  InputStream of(InputStream raw, long storedBytes) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
    return new Bounded(decompressed(buffered), storedBytes);
  }

  private static InputStream decompressed(BufferedInputStream in) throws IOException {
    in.mark(MAGIC_BYTES);
    byte[] magic;
    try {
      magic = in.readNBytes(MAGIC_BYTES);
      in.reset();
      if (startsWith(magic, 0x1f, 0x8b)) {
        return new GZIPInputStream(in, BUFFER_BYTES);
      }
    } catch (ZipException | EOFException damaged) {
      throw damaged();
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(in);
      zstd.setLongMax(WINDOW_BYTES_LOG_MAX);
      return zstd;
    }
    return in;
  }

  static boolean startsWith(byte[] bytes, int... wanted) {
    if (bytes.length < wanted.length) {
      return false;
    }
    for (int at = 0; at < wanted.length; at++) {
      if ((bytes[at] & 0xff) != wanted[at]) {
        return false;
      }
    }
    return true;
  }

  private static UnreadableException damaged() {
    return new UnreadableException(
        ErrorCode.IMPORT_ARCHIVE_REFUSED, "the archive or a compressed file is damaged or cut off");
  }

  /** Counts the bytes of one file, and ends with a refusal where they are too many. */
  private final class Bounded extends FilterInputStream {
    private final long storedBytes;
    private long fileBytes;

    Bounded(InputStream in, long storedBytes) {
      super(in);
      this.storedBytes = Math.max(1, storedBytes);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(target, offset, length);
      } catch (ZipException | ZstdIOException | EOFException e) {
        throw damaged();
      }
      if (count > 0) {
        fileBytes += count;
        expandedBytes += count;
        check();
      }
      return count;
    }

    private void check() throws UnreadableException {
      if (expandedBytes > limits.expandedBytesMax()) {
        throw UnreadableException.beyondLimit(
            "the files unfold to more than " + limits.expandedBytesMax() + " bytes");
      }
      if (fileBytes > InputLimits.RATIO_BYTES_MIN && fileBytes / storedBytes > limits.ratioMax()) {
        throw UnreadableException.beyondLimit(
            "a file unfolds to more than " + limits.ratioMax() + " times its size");
      }
    }
  }
}
