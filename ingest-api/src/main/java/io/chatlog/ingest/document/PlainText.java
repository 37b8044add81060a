package io.chatlog.ingest.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes documents that are text as they are: plain text, Markdown, CSV, JSON and whatever else is
 * {@code text/*}, but for HTML and the like. Everything else goes to another extractor.
 *
 * <p>A type that says text of a formatted document is not believed, nor is one that says nothing
 * ({@code application/octet-stream}) of what is plainly text: the bytes decide.
 */
public final class PlainText implements TextExtractor {
  private static final String UNKNOWN = "application/octet-stream";
  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final Set<String> MARKED_UP = Set.of("text/html", "text/xml", "text/rtf");
  private static final Set<String> TEXTS =
      Set.of(
          "application/json",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/csv",
          "application/yaml",
          "application/x-yaml");
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

  private final TextExtractor others;

  /**
   * @param others extracts what is no plain text; closed with this one
   */
  public PlainText(TextExtractor others) {
    this.others = others;
  }

  /** Knows plain text only. */
  public static PlainText alone() {
    return new PlainText(
        new TextExtractor() {
          @Override
          public Extraction extract(byte[] content, String mimeType, String filename) {
            return new Extraction.Failed("no text is extracted from " + mimeType);
          }

          @Override
          public void close() {}
        });
  }

  @Override
  public Extraction extract(byte[] content, String mimeType, String filename) {
    String bare = bare(mimeType);
    if (isText(bare)) {
      return Contents.isFormatted(content)
          ? others.extract(content, UNKNOWN, filename)
          : decoded(content, mimeType);
    }
    if (bare.equals(UNKNOWN) && !Contents.isFormatted(content)) {
      String text = decoded(content, StandardCharsets.UTF_8);
      if (text != null && !Contents.isMarkedUp(text) && !Contents.hasControls(text)) {
        return new Extraction.Extracted(withoutMark(text));
      }
    }
    return others.extract(content, mimeType, filename);
  }

  @Override
  public void close() {
    others.close();
  }

  private static String bare(String mimeType) {
    int parameters = mimeType.indexOf(';');
    return (parameters < 0 ? mimeType : mimeType.substring(0, parameters))
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isText(String bare) {
    return bare.startsWith("text/") ? !MARKED_UP.contains(bare) : TEXTS.contains(bare);
  }

  private static Extraction decoded(byte[] content, String mimeType) {
    Charset named = charset(mimeType);
    Charset marked = marked(content);
    Charset first = marked != null ? marked : named != null ? named : StandardCharsets.UTF_8;
    String text = decoded(content, first);
    if (text == null) {
      text = decoded(content, LATIN);
      text = text == null || Contents.hasControls(text) ? null : text;
    }
    if (text == null || text.indexOf('\0') >= 0) {
      return new Extraction.Failed("the content is not text, whatever its type says");
    }
    return new Extraction.Extracted(withoutMark(text));
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == '\ufeff' ? text.substring(1) : text;
  }

  private static @Nullable String decoded(byte[] content, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException other) {
      return null;
    }
  }

  /** The charset that a byte order mark tells, or null. */
  private static @Nullable Charset marked(byte[] content) {
    if (content.length < 2) {
      return null;
    }
    int mark = (content[0] & 0xff) << 8 | content[1] & 0xff;
    return mark == 0xfeff || mark == 0xfffe ? StandardCharsets.UTF_16 : null;
  }

  private static @Nullable Charset charset(String mimeType) {
    Matcher matcher = CHARSET.matcher(mimeType);
    if (!matcher.find()) {
      return null;
    }
    try {
      return Charset.forName(matcher.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return null;
    }
  }
}
