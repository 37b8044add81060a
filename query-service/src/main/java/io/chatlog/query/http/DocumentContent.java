package io.chatlog.query.http;

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

/**
 * The content of a document, read part by part as it is sent: one part at a time is in memory. Sent
 * as it came in: for saving, never to be looked at in a page of this server.
 */
final class DocumentContent {
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
    return Conditional.tagged(
            request,
            "\"" + document.sha256() + "\"",
            Answer.sized(200, document.mimeType(), document.size(), this::writeTo))
        .header("Content-Disposition", disposition(document.filename()))
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
  }

  private void writeTo(OutputStream out) throws IOException {
    DocumentPart part = first;
    out.write(part.bytes());
    while (part.next() >= 0) {
      part =
          ReadSteps.found(
              steps.ask(
                  new Read.GetDocumentPart(
                      address.owner(), address.session(), address.document(), part.next()),
                  freshness));
      if (!part.document().equals(first.document())) {
        throw new IOException("the document was replaced while it was sent");
      }
      out.write(part.bytes());
    }
  }

  /** The name of the file, for old clients in ASCII, for others in UTF-8 (RFC 6266). */
  static String disposition(String filename) {
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
