package io.chatlog.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive connection that sends one request after the other and reads its answer whole:
 * HTTP/1.1 as far as this needs it. For checks and for what asks one thing after another; loads use
 * an {@link EventLoop}. Not thread-safe.
 */
public final class HttpConnection implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int LINE_BYTES_MAX = 16_384;
  private static final String POSITION = "chatlog-position: ";
  private static final String LENGTH = "content-length: ";
  private static final String CHUNKED = "transfer-encoding: chunked";

  private final URI server;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] line = new byte[LINE_BYTES_MAX];

  /** Opens a connection on which an answer may take a minute. */
  public HttpConnection(URI server) throws IOException {
    this(server, TIMEOUT);
  }

  /** Opens a connection on which an answer may take so long. */
  public HttpConnection(URI server, Duration timeout) throws IOException {
    this.server = server;
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) timeout.toMillis());
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
  }

  /**
   * An answer.
   *
   * @param position the {@code Chatlog-Position} header, or null
   */
  public record Reply(int status, @Nullable String position, byte[] body) {
    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Sends a request and reads its answer whole. */
  public Reply send(Request request) throws IOException {
    out.write(request.head(server));
    if (request.body().length > 0) {
      out.write(request.body());
    }
    out.flush();
    return reply();
  }

  private Reply reply() throws IOException {
    String first = readLine();
    int status = Integer.parseInt(first.substring(9, 12));
    String position = null;
    int length = 0;
    boolean chunked = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(POSITION)) {
        position = header.substring(POSITION.length());
      } else if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      } else if (lower.equals(CHUNKED)) {
        chunked = true;
      }
    }
    return new Reply(status, position, chunked ? chunks() : readFully(length));
  }

  private byte[] chunks() throws IOException {
    byte[] body = {};
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      byte[] chunk = readFully(size);
      int before = body.length;
      body = Arrays.copyOf(body, before + size);
      System.arraycopy(chunk, 0, body, before, size);
      readLine();
    }
    readLine();
    return body;
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine().strip(), 16);
  }

  private byte[] readFully(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ends early");
    }
    return bytes;
  }

  private String readLine() throws IOException {
    int length = 0;
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0 || length == LINE_BYTES_MAX) {
        throw new EOFException("the answer has no end of line");
      }
      line[length++] = (byte) one;
    }
    int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    return new String(line, 0, end, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
