package io.chatlog.http.body;

import com.github.luben.zstd.ZstdIOException;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Receives bodies into memory: bounded in bytes as sent and decompressed, in time, and in what all
 * requests hold together.
 *
 * <p>Thread-safe. Blocks the calling thread, which should be a virtual one. Memory grows with what
 * has arrived, not with what {@code Content-Length} announces: an announcement costs nothing.
 */
public final class BodyReader {
  private static final int FIRST_BYTES = 16 * 1024;
  private static final int DISCARD_BYTES = 8 * 1024;

  private final BodyLimits limits;
  private final BodyBudget budget;

  public BodyReader(BodyLimits limits, BodyBudget budget) {
    this.limits = limits;
    this.budget = budget;
  }

  /**
   * Receives the whole body, decompressed.
   *
   * @throws ProblemException {@code body_too_large}, {@code unsupported_encoding}, {@code
   *     request_timeout}, {@code too_many_requests} when the budget is used up, {@code
   *     malformed_request} when the coding is damaged
   * @throws ClientGoneException when the client closed the connection
   */
  public Body read(HttpServletRequest request) throws IOException {
    ContentCoding coding = ContentCoding.of(request.getHeader("Content-Encoding"));
    long announcedBytes = request.getContentLengthLong();
    if (announcedBytes == 0) {
      return Body.EMPTY;
    }
    if (announcedBytes > limits.bodyBytesMax()) {
      throw tooLarge(limits.bodyBytesMax(), "as announced");
    }
    try (var raw = new ReceivingStream(request, limits.streaming())) {
      return fill(raw, coding, announcedBytes);
    }
  }

  /**
   * The body as it comes, decompressed, within bounds of its own: nothing of it is held, and the
   * budget is not touched. What {@link #read} throws, reading the stream throws.
   *
   * @param atEnd is told when all of it was read
   */
  public InputStream stream(HttpServletRequest request, StreamLimits streamLimits, Runnable atEnd)
      throws IOException {
    ContentCoding coding = ContentCoding.of(request.getHeader("Content-Encoding"));
    long announcedBytes = request.getContentLengthLong();
    if (announcedBytes == 0) {
      atEnd.run();
      return InputStream.nullInputStream();
    }
    if (announcedBytes > streamLimits.bytesMax()) {
      throw tooLarge(streamLimits.bytesMax(), "as announced");
    }
    return new StreamedBody(
        new ReceivingStream(request, streamLimits), coding, streamLimits, atEnd);
  }

  /**
   * Takes a body that nobody wants off the connection, as much of it as a body may have and for as
   * long as one may take.
   *
   * @throws ClientGoneException when the client closed the connection
   */
  public void discard(HttpServletRequest request) throws IOException {
    byte[] scratch = new byte[DISCARD_BYTES];
    try (var raw = new ReceivingStream(request, limits.streaming())) {
      while (raw.read(scratch, 0, scratch.length) >= 0) {
        // Nothing is done with it.
      }
    } catch (ProblemException tooMuch) {
      // Too large or too slow: the rest stays where it is, and the connection is closed.
    }
  }

  private Body fill(InputStream raw, ContentCoding coding, long announcedBytes) throws IOException {
    var buffer = new Buffer();
    boolean done = false;
    try (InputStream in = decoded(raw, coding)) {
      // A plain body of a known length needs no look beyond its end.
      long endBytes =
          coding == ContentCoding.IDENTITY && announcedBytes > 0 ? announcedBytes : Long.MAX_VALUE;
      buffer.grow((int) Math.min(endBytes, FIRST_BYTES));
      while (buffer.length < endBytes) {
        if (buffer.length == buffer.array.length) {
          buffer.grow((int) Math.min(endBytes, Math.min(2L * buffer.length, arrayBytesMax())));
        }
        int count = in.read(buffer.array, buffer.length, buffer.array.length - buffer.length);
        if (count < 0) {
          break;
        }
        buffer.length += count;
        if (buffer.length > limits.bodyBytesMax()) {
          throw tooLarge(limits.bodyBytesMax(), "decompressed");
        }
      }
      done = true;
      return new Body(buffer.array, buffer.length, budget, buffer.array.length);
    } catch (ZipException | ZstdIOException | EOFException damaged) {
      throw new ProblemException(
          ErrorCode.MALFORMED_REQUEST, "the body is not a whole " + coding.token() + " stream");
    } finally {
      if (!done) {
        budget.release(buffer.array.length);
      }
    }
  }

  private static InputStream decoded(InputStream raw, ContentCoding coding) throws IOException {
    return coding.decode(raw);
  }

  /** One byte more than is allowed, so that too much is seen. */
  private long arrayBytesMax() {
    return limits.bodyBytesMax() + 1L;
  }

  static ProblemException tooLarge(long bytesMax, String form) {
    return new ProblemException(
        ErrorCode.BODY_TOO_LARGE, "the body is larger than " + bytesMax + " bytes (" + form + ")");
  }

  /** An array that reserves from the budget what it grows by. */
  private final class Buffer {
    private byte[] array = new byte[0];
    private int length;

    /** What is copied counts once: the shorter array is garbage by the end of this method. */
    private void grow(int bytes) {
      if (!budget.tryReserve(bytes - array.length)) {
        throw new ProblemException(
            ErrorCode.TOO_MANY_REQUESTS,
            "the bodies in flight together exceed " + budget.bytesMax() + " bytes");
      }
      array = Arrays.copyOf(array, bytes);
    }
  }
}
