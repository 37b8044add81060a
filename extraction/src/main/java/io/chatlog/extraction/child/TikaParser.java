package io.chatlog.extraction.child;

import io.chatlog.extraction.wire.Question;
import io.chatlog.extraction.wire.Reply;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;

/**
 * Parses with Apache Tika: what a document is is told by its bytes, with type and name as hints. A
 * document in a document is parsed too; what unfolds to much more than it was is refused.
 */
public final class TikaParser implements DocumentParser {
  private final AutoDetectParser parser = new AutoDetectParser();

  @Override
  public Reply parse(Question question) throws Exception {
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, question.filename());
    metadata.set(HttpHeaders.CONTENT_TYPE, question.mimeType());
    ParseContext context = new ParseContext();
    context.set(Parser.class, parser);
    WriteOutContentHandler text = new WriteOutContentHandler(question.textCharsMax());
    try (TikaInputStream content = TikaInputStream.get(question.content(), metadata)) {
      MediaType type = parser.getDetector().detect(content, metadata);
      if (!parser.getSupportedTypes(context).contains(type.getBaseType())) {
        return new Reply(false, "no text is extracted from " + type.getBaseType());
      }
      parser.parse(content, new BodyContentHandler(text), metadata, context);
    } catch (ZeroByteFileException empty) {
      return new Reply(true, "");
    } catch (EncryptedDocumentException locked) {
      return new Reply(false, "the document is encrypted");
    } catch (Exception broken) {
      if (!WriteLimitReachedException.isWriteLimitReached(broken)) {
        throw broken;
      }
    }
    return new Reply(true, titled(text.toString(), metadata, question.textCharsMax()));
  }

  /** With the title of a page in front: in files of other types it is what a program left there. */
  private static String titled(String text, Metadata metadata, int charsMax) {
    String title = metadata.get(TikaCoreProperties.TITLE);
    String type = metadata.get(HttpHeaders.CONTENT_TYPE);
    if (title == null || title.isBlank() || type == null || !type.contains("html")) {
      return text;
    }
    String whole = title.strip() + "\n\n" + text;
    if (whole.length() <= charsMax) {
      return whole;
    }
    boolean cutsCharacter = charsMax > 0 && Character.isHighSurrogate(whole.charAt(charsMax - 1));
    return whole.substring(0, cutsCharacter ? charsMax - 1 : charsMax);
  }
}
