package io.chatlog.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.http.body.Multipart.Part;
import io.chatlog.http.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as browsers and curl send them, and those that nobody should. */
final class MultipartTest {
  private static final String TYPE = "multipart/form-data; boundary=XX";
  private static final String ONE =
      "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhello\r\n--XX--\r\n";

  private static List<Part> parts(String body) {
    return Multipart.parts(Body.of(body), TYPE);
  }

  @Test
  void aFormIsRead() {
    List<Part> parts =
        parts(
            "preamble\r\n"
                + "--XX \r\n"
                + "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
                + "hello\r\n"
                + "--XX\r\n"
                + "content-disposition: form-data; name=file; filename=\"ü \\\"1%22.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n"
                + "--X\r\n"
                + "-\r\n"
                + "--XX--\r\n"
                + "epilogue");
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).name()).isEqualTo("a");
    assertThat(parts.get(0).filename()).isNull();
    assertThat(parts.get(0).text()).isEqualTo("hello");
    assertThat(parts.get(1).name()).isEqualTo("file");
    assertThat(parts.get(1).filename()).isEqualTo("ü \"1\".txt");
    assertThat(parts.get(1).contentType()).isEqualTo("text/plain");
    assertThat(parts.get(1).text()).isEqualTo("--X\r\n-");
  }

  @Test
  void anEmptyPartIsEmpty() {
    assertThat(
            parts("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--XX--")
                .getFirst()
                .bytes())
        .isEmpty();
  }

  private static String filename(String parameters) {
    return parts(
            "--XX\r\nContent-Disposition: form-data; name=f; " + parameters + "\r\n\r\nx\r\n--XX--")
        .getFirst()
        .filename();
  }

  @Test
  void backslashesInNamesAreKeptUnlessTheyEscape() {
    assertThat(filename("filename=\"C:\\dir\\a.txt\"")).isEqualTo("C:\\dir\\a.txt");
    assertThat(filename("filename=\"\\\\srv\\a.txt\"")).isEqualTo("\\\\srv\\a.txt");
    assertThat(filename("filename=\"a\\\\b\\\"c.txt\"")).isEqualTo("a\\b\"c.txt");
    assertThat(filename("filename=\"a\\b\\\"c.txt\"")).isEqualTo("a\\b\"c.txt");
    assertThat(filename("filename=\"dir\\\"")).isEqualTo("dir\\");
    assertThat(filename("filename=\"dir\\\"; x=\"y\"")).isEqualTo("dir\\");
    assertThat(filename("x=y; filename=\"a\"b;c.txt\" ; z=1")).isEqualTo("a\"b;c.txt");
    assertThat(filename("filename=a\\b.txt")).isEqualTo("a\\b.txt");
    assertThat(filename("filename=\" a%22.txt \"")).isEqualTo(" a\".txt ");
    assertThatThrownBy(() -> filename("filename=\"a.txt")).isInstanceOf(ProblemException.class);
  }

  @Test
  void anExtendedNameIsTakenBeforeThePlainOne() {
    assertThat(filename("filename*=utf-8''na%C3%AFve%20%22.txt")).isEqualTo("naïve \".txt");
    assertThat(filename("filename=\"=?utf-8?B?eA==?=\"; filename*=UTF-8'en'x%5C")).isEqualTo("x\\");
    for (String broken : new String[] {"latin1''a", "utf-8''%ff", "utf-8''%f", "utf-8''%zz", "x"}) {
      assertThat(filename("filename=plain; filename*=" + broken)).isEqualTo("plain");
    }
  }

  @Test
  void theBoundaryMayBeQuoted() {
    assertThat(Multipart.parts(Body.of(ONE), "multipart/form-data; boundary=\"XX\"")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "--XX",
        "--XX\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
        "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
        "--XX\r\nContent-Disposition: attachment; name=a\r\n\r\nx\r\n--XX--",
        "--XX\r\nno header\r\n\r\nx\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=a\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nx\r\n--XX--",
        "--XX\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\nx\r\n--XX--",
        "--XXjunk\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XX--"
      })
  void whatIsNotWellFormedIsRefused(String body) {
    assertThatThrownBy(() -> parts(body)).isInstanceOf(ProblemException.class);
  }

  @Test
  void aTypeWithoutABoundaryIsRefused() {
    for (String type :
        new String[] {
          "multipart/form-data", "multipart/form-data; boundary=", "x; boundary=" + "b".repeat(71)
        }) {
      assertThatThrownBy(() -> Multipart.parts(Body.of(ONE), type))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void partsAndHeadersAreBounded() {
    String part = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
    assertThat(parts(part.repeat(Multipart.PARTS_MAX) + "--XX--")).hasSize(Multipart.PARTS_MAX);
    assertThatThrownBy(() -> parts(part.repeat(Multipart.PARTS_MAX + 1) + "--XX--"))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(
            () ->
                parts(
                    "--XX\r\nX: "
                        + "y".repeat(Multipart.HEADER_BYTES_MAX)
                        + "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--XX--"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void bytesComeOutAsTheyWentIn() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      byte[] content = new byte[random.nextInt(60)];
      for (int at = 0; at < content.length; at++) {
        content[at] = (byte) "\r\n-X".charAt(random.nextInt(4));
      }
      String text = new String(content, StandardCharsets.ISO_8859_1);
      if (("\r\n" + text).contains("\r\n--XX")) {
        continue; // no sender takes a boundary that is in the content
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes(
          "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(content);
      body.writeBytes("\r\n--XX--\r\n".getBytes(StandardCharsets.UTF_8));
      List<Part> parts = Multipart.parts(Body.of(body.toByteArray()), TYPE);
      assertThat(parts).hasSize(1);
      assertThat(parts.getFirst().bytes()).isEqualTo(content);
    }
  }

  @Test
  void noiseIsNeverAFault() {
    Random random = new Random(6);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder body = new StringBuilder();
      String[] pieces = {
        "--XX", "\r\n", "--", ":", ";", "name=a", "Content-Disposition: form-data", "\"", "\\", " "
      };
      for (int piece = random.nextInt(30); piece > 0; piece--) {
        body.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        parts(body.toString());
      } catch (ProblemException expected) {
        assertThat(expected.problem().code().status()).isEqualTo(400);
      }
    }
  }
}
