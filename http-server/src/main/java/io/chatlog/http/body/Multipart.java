package io.chatlog.http.body;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/form-data} body (RFC 7578), found in place: nothing is copied
 * until a part is asked for. Bounded in parts and in what stands in front of each. What is not well
 * formed is {@code malformed_request}.
 */
public final class Multipart {
  /** The most parts. */
  public static final int PARTS_MAX = 50;

  /** The longest headers of a part, in bytes. */
  public static final int HEADER_BYTES_MAX = 8_192;

  private static final int BOUNDARY_CHARS_MAX = 70;

  private final byte[] array;
  private final int length;
  private final byte[] delimiter;

  private Multipart(Body body, byte[] delimiter) {
    this.array = body.array();
    this.length = body.length();
    this.delimiter = delimiter;
  }

  /**
   * A part of a form.
   *
   * @param name the name of the field
   * @param filename the name of the file, or null for a field that is none
   * @param contentType null where the part does not tell
   */
  public record Part(
      String name,
      @Nullable String filename,
      @Nullable String contentType,
      byte[] array,
      int from,
      int end) {
    /** A copy of its bytes. */
    public byte[] bytes() {
      return Arrays.copyOfRange(array, from, end);
    }

    /** Its bytes as a text in UTF-8. */
    public String text() {
      return utf8(array, from, end);
    }
  }

  /**
   * The parts of a body, in their order.
   *
   * @param contentType the header that names the boundary
   */
  public static List<Part> parts(Body body, @Nullable String contentType) {
    String boundary = HeaderParameters.of(contentType == null ? "" : contentType).get("boundary");
    if (boundary == null || boundary.isEmpty() || boundary.length() > BOUNDARY_CHARS_MAX) {
      throw malformed("the content type names no boundary of 1 to 70 characters");
    }
    return new Multipart(body, ("--" + boundary).getBytes(StandardCharsets.UTF_8)).parts();
  }

  private List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    int at = find(delimiter, 0);
    if (at < 0 || (at > 0 && (at < 2 || !isLineBreak(at - 2)))) {
      throw malformed("the body does not begin with the boundary");
    }
    at += delimiter.length;
    while (!isAt(at, '-', '-')) {
      at = behindPadding(at);
      int body = behindHeaders(at);
      int end = endOf(body);
      if (parts.size() == PARTS_MAX) {
        throw malformed("a form has at most " + PARTS_MAX + " parts");
      }
      parts.add(part(utf8(array, at, Math.max(at, body - 4)), body, end));
      at = end + 2 + delimiter.length;
    }
    return parts;
  }

  /** Where the line break before the next delimiter stands. */
  private int endOf(int from) {
    int at = find(delimiter, from);
    while (at >= 0 && !(at - 2 >= from && isLineBreak(at - 2))) {
      at = find(delimiter, at + 1);
    }
    if (at < 0) {
      throw malformed("the last part has no end");
    }
    return at - 2;
  }

  private int behindPadding(int from) {
    int at = from;
    while (at < length && (array[at] == ' ' || array[at] == '\t')) {
      at++;
    }
    if (!isLineBreak(at)) {
      throw malformed("something follows a boundary");
    }
    return at + 2;
  }

  private int behindHeaders(int from) {
    int most = Math.min(length - 3, from + HEADER_BYTES_MAX);
    for (int at = from; at < most; at++) {
      if (isLineBreak(at) && isLineBreak(at + 2)) {
        return at + 4;
      }
    }
    throw malformed("the headers of a part have no end within " + HEADER_BYTES_MAX + " bytes");
  }

  private Part part(String headers, int from, int end) {
    String disposition = null;
    String type = null;
    for (String line : headers.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw malformed("a header of a part has no name");
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
        case "content-disposition" -> disposition = value;
        case "content-type" -> type = value;
        case "content-transfer-encoding" -> {
          if (!value.equalsIgnoreCase("binary")
              && !value.equalsIgnoreCase("8bit")
              && !value.equalsIgnoreCase("7bit")) {
            throw malformed("parts must be sent as they are, not encoded");
          }
        }
        default -> {} // others say nothing here
      }
    }
    Map<String, String> parameters = HeaderParameters.of(disposition == null ? "" : disposition);
    String name = parameters.get("name");
    if (disposition == null
        || !disposition.toLowerCase(Locale.ROOT).startsWith("form-data")
        || name == null) {
      throw malformed("a part does not tell its name in Content-Disposition: form-data");
    }
    return new Part(name, HeaderParameters.filename(parameters), type, array, from, end);
  }

  private int find(byte[] wanted, int from) {
    int last = length - wanted.length;
    for (int at = Math.max(0, from); at <= last; at++) {
      if (array[at] == wanted[0]
          && Arrays.equals(array, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isLineBreak(int at) {
    return isAt(at, '\r', '\n');
  }

  private boolean isAt(int at, char first, char second) {
    return at >= 0 && at + 1 < length && array[at] == first && array[at + 1] == second;
  }

  private static String utf8(byte[] array, int from, int end) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(array, from, end - from))
          .toString();
    } catch (CharacterCodingException broken) {
      throw malformed("the names and texts of a form must be UTF-8");
    }
  }

  static ProblemException malformed(String detail) {
    return new ProblemException(ErrorCode.MALFORMED_REQUEST, detail);
  }
}
