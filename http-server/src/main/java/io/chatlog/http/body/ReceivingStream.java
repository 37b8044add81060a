package io.chatlog.http.body;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;

/**
 * The raw bytes of a body as they come in, bounded in number and in time.
 *
 * <p>Time is bounded by giving the connection an idle time-out of what is left of the deadline
 * before each read that has to wait: a sender of one byte a second is cut off at the deadline as
 * one is that sends nothing. No second thread watches.
 */
final class ReceivingStream extends InputStream {
  private final InputStream in;
  private final EndPoint endPoint;
  private final long idleTimeoutMs;
  private final StreamLimits limits;
  private final long startNanos = System.nanoTime();
  private long receivedBytes;
  private boolean timeoutChanged;

  ReceivingStream(HttpServletRequest request, StreamLimits limits) throws IOException {
    this.in = request.getInputStream();
    this.endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    this.idleTimeoutMs = endPoint.getIdleTimeout();
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count;
    try {
      limitWait();
      count = in.read(target, offset, length);
    } catch (IOException | RuntimeException failure) {
      throw translated(failure);
    }
    if (count > 0) {
      receivedBytes += count;
      if (receivedBytes > limits.bytesMax()) {
        throw BodyReader.tooLarge(limits.bytesMax(), "as sent");
      }
    }
    return count;
  }

  /** The connection's own idle time-out comes back: it is used again after this body. */
  @Override
  public void close() {
    if (timeoutChanged) {
      endPoint.setIdleTimeout(idleTimeoutMs);
    }
  }

  private void limitWait() throws IOException {
    long leftMs =
        limits.millisFor(receivedBytes)
            - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    if (leftMs <= 0) {
      throw timedOut();
    }
    if (in.available() == 0) {
      // What arrived fast is no reason to be silent for long.
      long waitMs = Math.min(leftMs, limits.timeout().toMillis());
      endPoint.setIdleTimeout(Math.min(waitMs, idleTimeoutMs));
      timeoutChanged = true;
    }
  }

  private Exception causeOf(Exception failure) {
    return failure.getCause() instanceof Exception cause ? cause : failure;
  }

  private IOException translated(Exception failure) {
    if (failure instanceof ProblemException problem) {
      throw problem;
    }
    Exception cause = causeOf(failure);
    if (failure instanceof TimeoutException || cause instanceof TimeoutException) {
      throw timedOut();
    }
    if (failure instanceof HttpException bad && !(failure instanceof IOException)) {
      throw new ProblemException(
          bad.getCode() == 408 ? ErrorCode.REQUEST_TIMEOUT : ErrorCode.MALFORMED_REQUEST,
          "the body is not well formed HTTP");
    }
    return new ClientGoneException(failure);
  }

  private ProblemException timedOut() {
    String rate =
        limits.bytesPerSecondMin() == 0
            ? ""
            : ", with a second more for each " + limits.bytesPerSecondMin() + " bytes,";
    return new ProblemException(
        ErrorCode.REQUEST_TIMEOUT,
        "the body did not arrive within " + limits.timeout().toMillis() + " ms" + rate);
  }
}
