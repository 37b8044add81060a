package io.chatlog.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of HTTP/1.1 from bytes that come in pieces of any size, as far as a load driver
 * needs them: status, length or chunks, position. Makes no garbage; of the body only the beginning
 * is kept, and only of an answer that is no success. Not thread-safe.
 */
final class ReplyParser {
  private static final int LINE_BYTES_MAX = 16_384;
  private static final int KEPT_BYTES_MAX = 1_000;
  private static final int STATUS_FROM = 9;
  private static final int STATUS_TO = 12;
  private static final byte[] POSITION = ascii("chatlog-position: ");
  private static final byte[] LENGTH = ascii("content-length: ");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");

  private enum Part {
    STATUS_LINE,
    HEADERS,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private final byte[] line = new byte[LINE_BYTES_MAX];
  private final byte[] position = new byte[LINE_BYTES_MAX];
  private final byte[] kept = new byte[KEPT_BYTES_MAX];
  private Part part = Part.STATUS_LINE;
  private int lineLength;
  private int positionLength;
  private int keptLength;
  private int status;
  private long missing;
  private boolean chunked;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Forgets the last answer. */
  void reset() {
    part = Part.STATUS_LINE;
    lineLength = 0;
    positionLength = 0;
    keptLength = 0;
    status = 0;
    missing = 0;
    chunked = false;
  }

  /**
   * Takes bytes of an answer.
   *
   * @return whether the answer is whole: nothing behind it is taken
   * @throws IOException when this is no answer
   */
  boolean read(ByteBuffer in) throws IOException {
    while (part != Part.DONE && in.hasRemaining()) {
      if (part == Part.BODY || part == Part.CHUNK) {
        skip(in);
      } else {
        byte one = in.get();
        if (one == '\n') {
          endOfLine();
          lineLength = 0;
        } else if (lineLength == LINE_BYTES_MAX) {
          throw new EOFException("the answer has no end of line");
        } else {
          line[lineLength++] = one;
        }
      }
    }
    return part == Part.DONE;
  }

  private void skip(ByteBuffer in) {
    int some = (int) Math.min(missing, in.remaining());
    int keep = succeeded() ? 0 : Math.min(some, KEPT_BYTES_MAX - keptLength);
    in.get(in.position(), kept, keptLength, keep);
    keptLength += keep;
    in.position(in.position() + some);
    missing -= some;
    if (missing == 0) {
      part = part == Part.CHUNK ? Part.CHUNK_END : Part.DONE;
    }
  }

  private void endOfLine() throws IOException {
    if (lineLength > 0 && line[lineLength - 1] == '\r') {
      lineLength--;
    }
    switch (part) {
      case STATUS_LINE -> {
        if (lineLength < STATUS_TO) {
          throw new IOException("not an answer: " + text(line, lineLength));
        }
        status = number(STATUS_FROM, STATUS_TO, 10);
        part = Part.HEADERS;
      }
      case HEADERS -> header();
      case CHUNK_SIZE -> {
        missing = number(0, lineLength, 16);
        part = missing == 0 ? Part.TRAILER : Part.CHUNK;
      }
      case CHUNK_END -> part = Part.CHUNK_SIZE;
      case TRAILER -> part = lineLength == 0 ? Part.DONE : Part.TRAILER;
      case BODY, CHUNK, DONE -> throw new IllegalStateException(part + " has no lines");
    }
  }

  private void header() throws IOException {
    if (lineLength == 0) {
      part = chunked ? Part.CHUNK_SIZE : missing > 0 ? Part.BODY : Part.DONE;
    } else if (lineBegins(LENGTH)) {
      missing = number(LENGTH.length, lineLength, 10);
    } else if (lineBegins(CHUNKED)) {
      chunked = true;
    } else if (lineBegins(POSITION)) {
      positionLength = lineLength - POSITION.length;
      System.arraycopy(line, POSITION.length, position, 0, positionLength);
    }
  }

  /** Whether the line begins so, in letters of either case. */
  private boolean lineBegins(byte[] lower) {
    if (lineLength < lower.length) {
      return false;
    }
    for (int at = 0; at < lower.length; at++) {
      byte one = line[at];
      if ((one >= 'A' && one <= 'Z' ? one + ('a' - 'A') : one) != lower[at]) {
        return false;
      }
    }
    return true;
  }

  private int number(int from, int to, int radix) throws IOException {
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = Character.digit(line[at], radix);
      if (digit < 0) {
        if (at > from && (line[at] == ' ' || line[at] == ';')) {
          break; // blanks, or an extension of a chunk
        }
        throw new IOException("not a number: " + text(line, lineLength));
      }
      value = value * radix + digit;
      if (value > Integer.MAX_VALUE) {
        throw new IOException("too large: " + text(line, lineLength));
      }
    }
    return (int) value;
  }

  /** The status; 0 before it is known. */
  int status() {
    return status;
  }

  /** Whether all that was asked for was done: a batch of which a part failed is no success. */
  boolean succeeded() {
    return succeeded(status);
  }

  static boolean succeeded(int status) {
    return status / 100 == 2 && status != 207;
  }

  /** The {@code Chatlog-Position}, or null. */
  @Nullable String position() {
    return positionLength == 0 ? null : text(position, positionLength);
  }

  /** The beginning of the body of an answer that is no success. */
  String keptBody() {
    return text(kept, keptLength);
  }

  private static String text(byte[] bytes, int length) {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
