package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import java.io.IOException;
import java.util.List;

/**
 * The one way in which JSON is read: UTF-8 only, no duplicate keys, nothing behind the value, no
 * lone surrogates, depth ≤ {@value #DEPTH_MAX}, numbers as they were typed. What breaks a rule is
 * {@code malformed_json}, with line and column where they are known.
 */
public final class StrictJson {
  /** How deep objects and arrays may be nested. */
  public static final int DEPTH_MAX = 64;

  /** How long a number may be, in characters. */
  public static final int NUMBER_CHARS_MAX = 1_000;

  /**
   * How many digits the exponent of a number that is kept may have. {@link java.math.BigDecimal}
   * has no place for more than ten, and whoever reads the number later could not.
   */
  public static final int EXPONENT_DIGITS_MAX = 9;

  /** How long a key may be, in characters. */
  public static final int NAME_CHARS_MAX = 50_000;

  /** Beyond {@link #DEPTH_MAX}, so that a deep item of an array is that item's fault only. */
  private static final int PARSER_DEPTH_MAX = 1_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Keys of metadata are the clients': interning them would fill the JVM's string table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(PARSER_DEPTH_MAX)
                  .maxNumberLength(NUMBER_CHARS_MAX)
                  .maxNameLength(NAME_CHARS_MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictJson() {}

  /**
   * Reads a body that is one object.
   *
   * @param names the fields it may have
   * @return its fields; faults of single fields are in there
   * @throws ProblemException {@code malformed_json}
   */
  public static Fields object(Body body, FieldNames names) {
    byte[] text = body.array();
    int end = body.length();
    switch (TextScan.scan(text, 0, end)) {
      case CLEAN -> {}
      case NOT_UTF8 -> throw malformed("the body is not UTF-8");
      case LONE_SURROGATE -> throw malformed("a string has a lone surrogate");
    }
    try (JsonParser parser = parser(text, 0, end)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw malformed(first == null ? "the body is empty" : "the body is not a JSON object");
      }
      var fields = new Fields(names);
      fields.read(parser);
      if (parser.nextToken() != null) {
        throw malformed("something follows behind the object");
      }
      fields.faults().list().stream()
          .filter(StrictJson::isSyntax)
          .findFirst()
          .ifPresent(StrictJson::raise);
      return fields;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private static boolean isSyntax(FieldFault fault) {
    return fault.code() == ErrorCode.MALFORMED_JSON;
  }

  private static void raise(FieldFault fault) {
    throw malformed(fault.detail());
  }

  static JsonParser parser(byte[] text, int from, int end) throws IOException {
    // Jackson would take UTF-16 and UTF-32 for granted; both have a zero among the first bytes.
    for (int i = from; i < Math.min(end, from + 4); i++) {
      if (text[i] == 0) {
        throw malformed("the body is not UTF-8");
      }
    }
    return FACTORY.createParser(text, from, end - from);
  }

  static ProblemException malformed(String detail) {
    return malformed(detail, List.of());
  }

  private static ProblemException malformed(String detail, List<FieldFault> errors) {
    return new ProblemException(Problem.of(ErrorCode.MALFORMED_JSON, detail).withErrors(errors));
  }

  static ProblemException malformed(IOException failure) {
    return malformed(describe(failure));
  }

  /** What is wrong, with line and column, without a word of the parser's classes. */
  static String describe(IOException failure) {
    if (!(failure instanceof JsonProcessingException syntax)) {
      return "the JSON is not well formed";
    }
    JsonLocation location = syntax.getLocation();
    String where =
        location == null
            ? ""
            : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    return reason(syntax) + where;
  }

  private static String reason(JsonProcessingException syntax) {
    if (syntax instanceof JsonEOFException) {
      return "the JSON ends too early";
    }
    if (syntax instanceof StreamConstraintsException) {
      return "the JSON is nested too deep, or has a number or a key that is too long,";
    }
    String text = syntax.getOriginalMessage();
    if (text == null || text.contains("Feature") || text.contains("com.") || text.contains("`")) {
      return "the JSON is not well formed";
    }
    int more = text.indexOf(": was expecting");
    String reason = more < 0 ? text : text.substring(0, more);
    int source = reason.indexOf(" (for ");
    return "the JSON is not well formed: "
        + Character.toLowerCase(reason.charAt(0))
        + reason.substring(1, source < 0 ? reason.length() : source);
  }
}
