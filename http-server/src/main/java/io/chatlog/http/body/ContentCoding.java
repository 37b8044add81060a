package io.chatlog.http.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The content codings (RFC 9110, 8.4) that bodies may have. */
public enum ContentCoding {
  IDENTITY("identity") {
    @Override
    InputStream decode(InputStream raw) {
      return raw;
    }
  },
  GZIP("gzip") {
    @Override
    InputStream decode(InputStream raw) throws IOException {
      return new GzipStream(raw, INPUT_BUFFER_BYTES);
    }
  },
  ZSTD("zstd") {
    @Override
    InputStream decode(InputStream raw) throws IOException {
      var in = new ZstdInputStreamNoFinalizer(raw);
      // The window is native memory that the sender chooses; 8 MiB is what RFC 8878 asks of all.
      in.setLongMax(WINDOW_BYTES_LOG_MAX);
      return in;
    }
  };

  private static final int INPUT_BUFFER_BYTES = 8192;
  private static final int WINDOW_BYTES_LOG_MAX = 23;

  private final String token;

  ContentCoding(String token) {
    this.token = token;
  }

  /** The name in {@code Content-Encoding} and {@code Accept-Encoding}. */
  public String token() {
    return token;
  }

  abstract InputStream decode(InputStream raw) throws IOException;

  /**
   * The coding that a {@code Content-Encoding} header names.
   *
   * @throws ProblemException {@code unsupported_encoding} for any other coding, and for several
   */
  public static ContentCoding of(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return IDENTITY;
    }
    return switch (header.strip().toLowerCase(Locale.ROOT)) {
      case "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      case String other ->
          throw new ProblemException(
              ErrorCode.UNSUPPORTED_ENCODING,
              "the content encoding is not identity, gzip or zstd: " + quoted(other));
    };
  }

  private static String quoted(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
