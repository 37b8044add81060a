package io.chatlog.http;

import io.chatlog.http.body.ContentCoding;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chooses how an answer is compressed (RFC 9110, 12.5.3). */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /** The coding of ours that the client likes best; zstd before gzip where it likes both alike. */
  static ContentCoding best(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return ContentCoding.IDENTITY;
    }
    double gzip = -1;
    double zstd = -1;
    double any = 0;
    for (String part : header.toLowerCase(Locale.ROOT).split(",")) {
      int semicolon = part.indexOf(';');
      String name = (semicolon < 0 ? part : part.substring(0, semicolon)).strip();
      double quality = semicolon < 0 ? 1 : quality(part.substring(semicolon + 1).strip());
      switch (name) {
        case "gzip", "x-gzip" -> gzip = quality;
        case "zstd" -> zstd = quality;
        case "*" -> any = quality;
        default -> {
          // A coding that is not ours.
        }
      }
    }
    gzip = gzip < 0 ? any : gzip;
    zstd = zstd < 0 ? any : zstd;
    if (zstd > 0 && zstd >= gzip) {
      return ContentCoding.ZSTD;
    }
    return gzip > 0 ? ContentCoding.GZIP : ContentCoding.IDENTITY;
  }

  private static double quality(String parameter) {
    if (!parameter.startsWith("q=")) {
      return 1;
    }
    try {
      return Double.parseDouble(parameter.substring(2));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
