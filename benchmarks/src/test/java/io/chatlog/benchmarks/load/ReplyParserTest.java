package io.chatlog.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Answers in pieces of every size. */
class ReplyParserTest {
  private static final String WITH_LENGTH =
      "HTTP/1.1 202 Accepted\r\nchatlog-position: 3:1842\r\nContent-LENGTH: 5\r\n\r\nhello";
  private static final String CHUNKED =
      "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: Chunked\r\n\r\n"
          + "4;name=value\r\nnot \r\nA\r\nyet, sorry\r\n0\r\nTrailer: x\r\n\r\n";
  private static final String EMPTY = "HTTP/1.1 204 No Content\r\nX-Other: 1\r\n\r\n";

  private final ReplyParser parser = new ReplyParser();

  @Test
  void piecesOfAnySizeMakeTheSame() throws IOException {
    for (int size = 1; size < 80; size++) {
      assertThat(readInPieces(WITH_LENGTH, size)).isZero();
      assertThat(parser.status()).isEqualTo(202);
      assertThat(parser.succeeded()).isTrue();
      assertThat(parser.position()).isEqualTo("3:1842");
      assertThat(parser.keptBody()).isEmpty();

      assertThat(readInPieces(CHUNKED, size)).isZero();
      assertThat(parser.status()).isEqualTo(503);
      assertThat(parser.succeeded()).isFalse();
      assertThat(parser.position()).isNull();
      assertThat(parser.keptBody()).isEqualTo("not yet, sorry");

      assertThat(readInPieces(EMPTY, size)).isZero();
      assertThat(parser.status()).isEqualTo(204);
    }
  }

  @Test
  void whatStandsBehindAnAnswerIsLeft() throws IOException {
    assertThat(readInPieces(WITH_LENGTH + EMPTY, 4_096)).isEqualTo(EMPTY.length());
  }

  @Test
  void ofABodyTheBeginningIsKept() throws IOException {
    String body = "x".repeat(5_000);
    readInPieces("HTTP/1.1 500 No\r\nContent-Length: 5000\r\n\r\n" + body, 4_096);
    assertThat(parser.keptBody()).isEqualTo("x".repeat(1_000));
  }

  @Test
  void aBatchOfWhichAPartFailedIsNoSuccess() throws IOException {
    readInPieces("HTTP/1.1 207 Multi-Status\r\nContent-Length: 0\r\n\r\n", 4_096);
    assertThat(parser.succeeded()).isFalse();
  }

  @Test
  void whatIsNoAnswerIsRefused() {
    assertThatThrownBy(() -> readInPieces("hello\r\n", 64)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> readInPieces("HTTP/1.1 2x0 OK\r\n", 64))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> readInPieces("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n", 64))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> readInPieces("x".repeat(16_385), 4_096))
        .isInstanceOf(EOFException.class);
  }

  /** How many bytes of the text stand behind the answer. */
  private int readInPieces(String text, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    int length = bytes.limit();
    parser.reset();
    while (bytes.position() < length) {
      bytes.limit(Math.min(length, bytes.position() + size));
      if (parser.read(bytes)) {
        return length - bytes.position();
      }
    }
    throw new IOException("the answer is not whole");
  }
}
