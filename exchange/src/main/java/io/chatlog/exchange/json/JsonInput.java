package io.chatlog.exchange.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.UnreadableException;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of another system, read as it comes: UTF-8 with or without a byte order mark, one value or
 * several behind one another. Only what {@link #value} and {@link #text} are asked for is held.
 * What breaks the syntax is an {@link UnreadableException} with line and column. Not thread-safe.
 */
public final class JsonInput implements AutoCloseable {
  /** How deep a value may be nested that is held. */
  public static final int VALUE_DEPTH_MAX = 64;

  private static final int DEPTH_MAX = 1_000;
  private static final int NUMBER_CHARS_MAX = 1_000;
  private static final int NAME_CHARS_MAX = 50_000;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** What a value costs beside its characters. */
  private static final int VALUE_COST = 16;

  /** Looks at one field; what of its value it does not read is passed over. */
  @FunctionalInterface
  public interface FieldVisitor {
    /**
     * @return whether to go on to the next field
     */
    boolean field(String name) throws IOException;
  }

  /** Looks at one item of an array; what of it is not read is passed over. */
  @FunctionalInterface
  public interface ItemVisitor {
    /**
     * @return whether to go on to the next item
     */
    boolean item() throws IOException;
  }

  /** Reads one part. */
  @FunctionalInterface
  public interface Part {
    void read() throws IOException;
  }

  /** Is told that a part could not be taken. */
  @FunctionalInterface
  public interface OnFault {
    void fault(FaultException fault) throws IOException;
  }

  private final JsonParser parser;
  private final long partCharsMax;
  private long left;

  private JsonInput(JsonParser parser, long partCharsMax) {
    this.parser = parser;
    this.partCharsMax = partCharsMax;
    this.left = partCharsMax;
  }

  /** Opens inputs with the same limits. Thread-safe. */
  public static final class Opener {
    private final JsonFactory factory;
    private final int partCharsMax;

    /**
     * @param partCharsMax characters of one part that are held at once; also of one string
     */
    public Opener(int partCharsMax) {
      this.partCharsMax = partCharsMax;
      this.factory =
          JsonFactory.builder()
              // Trees have a new name for each node: a table of names would grow with the file.
              .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEPTH_MAX)
                      .maxNumberLength(NUMBER_CHARS_MAX)
                      .maxNameLength(NAME_CHARS_MAX)
                      .maxStringLength(partCharsMax)
                      .build())
              .build();
    }

    /** Reads a stream, which is closed with the input. */
    public JsonInput open(InputStream in) throws IOException {
      BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
      skipByteOrderMark(buffered);
      return open(
          new InputStreamReader(
              buffered,
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** Reads text. */
    public JsonInput open(Reader reader) throws IOException {
      return new JsonInput(factory.createParser(reader), partCharsMax);
    }

    /** Characters of one part that are held at once. */
    public int partCharsMax() {
      return partCharsMax;
    }
  }

  private static void skipByteOrderMark(BufferedInputStream in) throws IOException {
    in.mark(3);
    byte[] first = in.readNBytes(3);
    boolean marked =
        first.length == 3
            && first[0] == (byte) 0xEF
            && first[1] == (byte) 0xBB
            && first[2] == (byte) 0xBF;
    if (!marked) {
      in.reset();
    }
  }

  /** Moves to the next value that stands in no other; false at the end. */
  public boolean nextRoot() throws IOException {
    return next() != null;
  }

  public boolean atObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  public boolean atArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Looks at the fields of the object at whose beginning this is; nothing else has any. */
  public void fields(FieldVisitor visitor) throws IOException {
    if (!atObject()) {
      return;
    }
    while (next() == JsonToken.FIELD_NAME) {
      String name = JsonText.wellFormed(name());
      next();
      if (!visitor.field(name)) {
        return;
      }
      passOver();
    }
  }

  /** Looks at the items of the array at whose beginning this is; nothing else has any. */
  public void items(ItemVisitor visitor) throws IOException {
    if (!atArray()) {
      return;
    }
    while (next() != JsonToken.END_ARRAY) {
      if (!visitor.item()) {
        return;
      }
      passOver();
    }
  }

  /**
   * Reads a part with a new allowance of characters. When it is at fault, what is left of the value
   * at which this was is passed over, and reading goes on behind it.
   */
  public void part(Part part, OnFault onFault) throws IOException {
    left = partCharsMax;
    int inside = depth();
    boolean open = atObject() || atArray();
    try {
      part.read();
    } catch (FaultException fault) {
      if (open) {
        leave(inside);
      }
      onFault.fault(fault);
    }
    left = partCharsMax;
  }

  /** The string at which this is; null for anything else. */
  public @Nullable String text() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? heldText() : null;
  }

  /**
   * The value at which this is, which is read to its end.
   *
   * @throws FaultException when it is deeper or larger than is held
   */
  public Json value() throws IOException {
    return value(VALUE_DEPTH_MAX);
  }

  /**
   * The value at which this is, which is read to its end and of which the caller keeps as much as
   * it says with {@link #keep}.
   *
   * @throws FaultException when it is deeper or larger than is held
   */
  public Json passing() throws IOException {
    long before = left;
    Json value = value();
    left = before;
    return value;
  }

  /**
   * Takes what is kept of the part off its allowance.
   *
   * @throws FaultException when that is used up
   */
  public void keep(@Nullable String text) {
    charge(VALUE_COST + (text == null ? 0 : text.length()));
  }

  private Json value(int depthLeft) throws IOException {
    charge(VALUE_COST);
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IllegalStateException("not at a value");
    }
    return switch (token) {
      case START_OBJECT -> object(depthLeft);
      case START_ARRAY -> array(depthLeft);
      case VALUE_STRING -> new Json.Text(heldText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(rawText());
      case VALUE_TRUE -> Json.Word.TRUE;
      case VALUE_FALSE -> Json.Word.FALSE;
      case VALUE_NULL -> Json.Word.NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("not at a value: " + token);
    };
  }

  private Json object(int depthLeft) throws IOException {
    requireDepth(depthLeft);
    Map<String, Json> fields = new LinkedHashMap<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = JsonText.wellFormed(name());
      charge(name.length());
      next();
      fields.put(name, value(depthLeft - 1));
    }
    return new Json.Obj(fields);
  }

  private Json array(int depthLeft) throws IOException {
    requireDepth(depthLeft);
    List<Json> values = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      values.add(value(depthLeft - 1));
    }
    return new Json.Arr(values);
  }

  private static void requireDepth(int depthLeft) {
    if (depthLeft == 0) {
      throw new FaultException(
          ErrorCode.INVALID_FIELD, "a value is nested deeper than " + VALUE_DEPTH_MAX);
    }
  }

  private String heldText() throws IOException {
    String text = JsonText.wellFormed(rawText());
    charge(text.length());
    return text;
  }

  private void charge(int chars) {
    left -= chars;
    if (left < 0) {
      throw new FaultException(
          ErrorCode.CONVERSATION_TOO_LARGE,
          "the conversation has more than " + partCharsMax + " characters");
    }
  }

  private void passOver() throws IOException {
    if (atObject() || atArray()) {
      leave(depth());
    }
  }

  /** Moves to the end of the object or array whose inside has this depth. */
  private void leave(int inside) throws IOException {
    while (depth() >= inside) {
      if (next() == null) {
        throw new UnreadableException(ErrorCode.MALFORMED_JSON, "the JSON ends too early");
      }
    }
  }

  private int depth() {
    return parser.getParsingContext().getNestingDepth();
  }

  private @Nullable JsonToken next() throws IOException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException | CharConversionException | CharacterCodingException e) {
      throw malformed(e);
    }
  }

  private String name() throws IOException {
    try {
      return parser.currentName();
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private String rawText() throws IOException {
    try {
      return parser.getText();
    } catch (JsonProcessingException | CharConversionException | CharacterCodingException e) {
      throw malformed(e);
    }
  }

  private static UnreadableException malformed(IOException failure) {
    return new UnreadableException(ErrorCode.MALFORMED_JSON, describe(failure));
  }

  /** What is wrong, with line and column, without a word of the parser's classes. */
  private static String describe(IOException failure) {
    if (!(failure instanceof JsonProcessingException syntax)) {
      return "the text is not UTF-8";
    }
    JsonLocation location = syntax.getLocation();
    String where =
        location == null
            ? ""
            : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    if (syntax instanceof JsonEOFException) {
      return "the JSON ends too early" + where;
    }
    return syntax instanceof StreamConstraintsException
        ? "the JSON is nested too deep, or has a number, key or string that is too long" + where
        : "the JSON is not well formed" + where;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
