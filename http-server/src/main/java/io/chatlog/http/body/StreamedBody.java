package io.chatlog.http.body;

import com.github.luben.zstd.ZstdIOException;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * A request body that is read as it comes, decompressed: for what is too large for memory. Read by
 * one thread, once.
 */
final class StreamedBody extends InputStream {
  private final InputStream raw;
  private final InputStream in;
  private final ContentCoding coding;
  private final StreamLimits limits;
  private final Runnable atEnd;
  private long plainBytes;

  /**
   * @param raw what arrives, already bounded in number and time
   * @param atEnd is told when all of it was read
   */
  StreamedBody(InputStream raw, ContentCoding coding, StreamLimits limits, Runnable atEnd)
      throws IOException {
    this.raw = raw;
    this.coding = coding;
    this.limits = limits;
    this.atEnd = atEnd;
    try {
      this.in = coding.decode(raw);
    } catch (ZipException | EOFException damaged) {
      throw damaged();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(target, offset, length);
    } catch (ZipException | ZstdIOException | EOFException e) {
      throw damaged();
    }
    if (count < 0) {
      // A coding may end before the bytes do: those are not the body's, and in nobody's way.
      atEnd.run();
      return count;
    }
    plainBytes += count;
    if (plainBytes > limits.bytesMax()) {
      throw BodyReader.tooLarge(limits.bytesMax(), "decompressed");
    }
    return count;
  }

  private ProblemException damaged() {
    return new ProblemException(
        ErrorCode.MALFORMED_REQUEST, "the body is not a whole " + coding.token() + " stream");
  }

  /** Gives the connection its own time-out back; what was not read stays on it. */
  @Override
  public void close() throws IOException {
    raw.close();
  }
}
