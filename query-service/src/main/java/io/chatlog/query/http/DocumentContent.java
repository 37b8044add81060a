package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.query.http.PathIds.DocumentAddress;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.Freshness;
import io.chatlog.view.Read;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The content of a document, read part by part as it is sent: one part at a time is in memory. Sent
 * as it came in: for saving, never to be looked at in a page of this server.
 */
final class DocumentContent {
  private static final Pattern TURNING =
      Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  private final ReadSteps steps;
  private final DocumentAddress address;
  private final DocumentPart first;
  private final Freshness freshness;

  /**
   * @param first its first part
   * @param freshness of the parts behind
   */
  DocumentContent(
      ReadSteps steps, DocumentAddress address, DocumentPart first, Freshness freshness) {
    this.steps = steps;
    this.address = address;
    this.first = first;
    this.freshness = freshness;
  }

  Answer answer(Request request) {
    Document document = first.document();
    long size = document.size();
    String tag = "\"" + document.sha256() + "\"";
    ByteRange range = ByteRange.of(request, tag, size);
    Answer whole = Answer.sized(200, document.mimeType(), size, out -> write(0, size, out));
    Answer told = Conditional.tagged(request, tag, range == null ? whole : part(range));
    if (told.status() == ErrorCode.RANGE_NOT_SATISFIABLE.status()) {
      return told;
    }
    return told.header("Accept-Ranges", "bytes")
        .header("Content-Disposition", disposition(document.filename()))
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
  }

  private Answer part(ByteRange range) {
    Document document = first.document();
    String of = "/" + document.size();
    return range.isEmpty()
        ? Answer.problem(
                ErrorCode.RANGE_NOT_SATISFIABLE,
                "the document has " + document.size() + " bytes, none of which was asked for")
            .header("Content-Range", "bytes *" + of)
        : Answer.sized(
                206,
                document.mimeType(),
                range.bytes(),
                out -> write(range.from(), range.to() + 1, out))
            .header("Content-Range", "bytes " + range.from() + "-" + range.to() + of);
  }

  /** Writes bytes from one, before another. */
  private void write(long from, long end, OutputStream out) throws IOException {
    DocumentPart part = first;
    long at = write(part, 0, from, end, out);
    while (part.next() >= 0 && at < end) {
      part =
          ReadSteps.found(
              steps.ask(
                  new Read.GetDocumentPart(
                      address.owner(), address.session(), address.document(), part.next()),
                  freshness));
      if (!part.document().equals(first.document())) {
        throw new IOException("the document was replaced while it was sent");
      }
      at = write(part, at, from, end, out);
    }
  }

  /** Writes what is wanted of a part that begins at a byte; where the next one begins. */
  private static long write(DocumentPart part, long at, long from, long end, OutputStream out)
      throws IOException {
    byte[] bytes = part.bytes();
    int skipped = (int) Math.min(Math.max(from - at, 0), bytes.length);
    int taken = (int) Math.min(Math.max(end - at, 0), bytes.length);
    if (skipped < taken) {
      out.write(bytes, skipped, taken - skipped);
    }
    return at + bytes.length;
  }

  /**
   * The name of the file, for old clients in ASCII, for others in UTF-8 (RFC 6266): the last part
   * of one that is a path, without signs that turn the direction of writing.
   */
  static String disposition(String filename) {
    String last =
        filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    String name = TURNING.matcher(last).replaceAll("").strip();
    return named(name.isEmpty() || name.equals(".") || name.equals("..") ? "document" : name);
  }

  private static String named(String filename) {
    StringBuilder plain = new StringBuilder();
    StringBuilder encoded = new StringBuilder();
    filename
        .codePoints()
        .forEach(
            c -> plain.appendCodePoint(c < ' ' || c > '~' || "\"\\/%".indexOf(c) >= 0 ? '_' : c));
    for (byte b : filename.getBytes(StandardCharsets.UTF_8)) {
      boolean plainByte =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || b == '-'
              || b == '.'
              || b == '_'
              || b == '~';
      if (plainByte) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b & 0xff));
      }
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
  }
}
