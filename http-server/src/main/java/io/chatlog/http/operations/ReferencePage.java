package io.chatlog.http.operations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The browsable reference at {@code /docs}: one page with its style and its script inside, which
 * renders {@code /openapi.json}. Nothing is loaded from anywhere else.
 */
final class ReferencePage {
  /** Only what is in the page runs, and it talks to this server only. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private ReferencePage() {}

  static byte[] html() {
    return read("index.html")
        .replace("/*STYLE*/", read("reference.css"))
        .replace("/*SCRIPT*/", read("reference.js"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String read(String name) {
    try (InputStream in = ReferencePage.class.getResourceAsStream("/reference/" + name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
