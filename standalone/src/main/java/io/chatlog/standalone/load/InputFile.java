package io.chatlog.standalone.load;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * A file to load, decompressed as it is read: gzip and zstd are known by their first bytes,
 * whatever the file is called. One thread reads; any may ask how far it is.
 */
public final class InputFile implements AutoCloseable {
  private static final int MAGIC_BYTES = 4;

  private final InputStream lines;
  private final OptionalLong totalBytes;
  private final AtomicLong readBytes;

  private InputFile(InputStream lines, OptionalLong totalBytes, AtomicLong readBytes) {
    this.lines = lines;
    this.totalBytes = totalBytes;
    this.readBytes = readBytes;
  }

  /** Opens a file. */
  public static InputFile open(Path file) throws IOException {
    return of(Files.newInputStream(file), OptionalLong.of(Files.size(file)));
  }

  /**
   * Takes a stream, which {@link #close} closes.
   *
   * @param totalBytes of the stream as it is, if known
   */
  public static InputFile of(InputStream raw, OptionalLong totalBytes) throws IOException {
    AtomicLong readBytes = new AtomicLong();
    BufferedInputStream counted = new BufferedInputStream(new Counting(raw, readBytes));
    counted.mark(MAGIC_BYTES);
    byte[] magic = counted.readNBytes(MAGIC_BYTES);
    counted.reset();
    return new InputFile(decompressed(counted, magic), totalBytes, readBytes);
  }

  /** The lines. */
  public InputStream lines() {
    return lines;
  }

  /** How many bytes there are before decompression, if known. */
  public OptionalLong totalBytes() {
    return totalBytes;
  }

  /** How many of them were read. */
  public long readBytes() {
    return readBytes.get();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private static InputStream decompressed(InputStream in, byte[] magic) throws IOException {
    if (startsWith(magic, 0x1f, 0x8b)) {
      return new GZIPInputStream(in, 64 * 1024);
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdInputStream(in);
    }
    return in;
  }

  private static boolean startsWith(byte[] bytes, int... wanted) {
    if (bytes.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[i] & 0xff) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Counts the bytes that go through. */
  private static final class Counting extends FilterInputStream {
    private final AtomicLong count;

    Counting(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read >= 0) {
        count.incrementAndGet();
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        count.addAndGet(read);
      }
      return read;
    }
  }
}
