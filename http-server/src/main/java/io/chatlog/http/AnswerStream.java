package io.chatlog.http;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.chatlog.http.body.ContentCoding;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The body of one answer. Holds back its first bytes until there are enough for compressing to pay,
 * or the end is reached: then a small answer goes out plain, with its length.
 */
final class AnswerStream extends OutputStream {
  private static final int ZSTD_LEVEL = 3;
  private static final int GZIP_BUFFER_BYTES = 4096;

  private final HttpServletResponse response;
  private final ContentCoding coding;
  private final byte[] held;
  private int heldBytes;
  private long plainBytes;
  private OutputStream target = OutputStream.nullOutputStream();
  private boolean decided;

  /** Compresses with {@code coding} from {@code compressBytesMin} on. */
  AnswerStream(HttpServletResponse response, ContentCoding coding, int compressBytesMin) {
    this.response = response;
    this.coding = coding;
    this.held = new byte[compressBytesMin];
  }

  /** How many bytes were written, before compression. */
  long plainBytes() {
    return plainBytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    plainBytes += length;
    if (!decided) {
      if (heldBytes + length <= held.length) {
        System.arraycopy(source, offset, held, heldBytes, length);
        heldBytes += length;
        return;
      }
      decide(coding);
    }
    target.write(source, offset, length);
  }

  /** Sends what is held back on its way, undecided answers uncompressed. */
  @Override
  public void flush() throws IOException {
    if (!decided) {
      decide(ContentCoding.IDENTITY);
    }
    target.flush();
  }

  @Override
  public void close() throws IOException {
    if (!decided) {
      response.setContentLength(heldBytes);
      decide(ContentCoding.IDENTITY);
    }
    if (coding != ContentCoding.IDENTITY) {
      target.close();
    }
  }

  private void decide(ContentCoding chosen) throws IOException {
    decided = true;
    OutputStream plain = new Deliveries(response.getOutputStream());
    target =
        switch (chosen) {
          case IDENTITY -> plain;
          case GZIP -> new FastGzip(plain);
          case ZSTD -> new ZstdOutputStreamNoFinalizer(plain, ZSTD_LEVEL);
        };
    if (chosen != ContentCoding.IDENTITY) {
      response.setHeader("Content-Encoding", chosen.token());
    }
    target.write(held, 0, heldBytes);
  }

  /** Tells a client that is gone from content that could not be written. */
  private static final class Deliveries extends FilterOutputStream {
    Deliveries(OutputStream connection) {
      super(connection);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      try {
        out.write(source, offset, length);
      } catch (IOException gone) {
        throw new UndeliverableException(gone);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException gone) {
        throw new UndeliverableException(gone);
      }
    }
  }

  /** Gzip at the level that costs a third of the default's time for a tenth more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    private static final int LEVEL = 3;

    FastGzip(OutputStream out) throws IOException {
      super(out, GZIP_BUFFER_BYTES);
      def.setLevel(LEVEL);
    }
  }
}
