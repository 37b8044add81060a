package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.param.Times;
import io.chatlog.http.problem.Faults;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, to be asked for one by one.
 *
 * <p>Reading never throws for what a client sent: a field of a wrong type or out of bounds reads as
 * null and adds a fault ({@code invalid_field}), a missing one that is required adds {@code
 * missing_field}, a field that was not declared has added {@code unknown_field} already. {@code
 * null} counts as absent, except for {@link #isNull}. Asking for a field that was not declared is a
 * bug and throws.
 *
 * <p>Not thread-safe; those of an {@link ItemReader} are valid until its next item.
 */
public final class Fields {
  private static final long MILLIS_TO_MICROS = 1_000;

  private final FieldSlots slots;
  private final Faults faults;

  Fields(FieldNames names) {
    this.faults = new Faults();
    this.slots = new FieldSlots(names, faults);
  }

  /** Forgets the last object. */
  void clear() {
    slots.clear();
  }

  /** Reads the object at whose start the parser stands, and leaves it at its end. */
  void read(JsonParser parser) throws IOException {
    slots.read(parser);
  }

  /** What was found to be wrong so far; checks that only the caller can make add theirs here. */
  public Faults faults() {
    return faults;
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    JsonToken token = slots.token(name);
    return token != JsonToken.NOT_AVAILABLE && token != JsonToken.VALUE_NULL;
  }

  /** Whether the field is there and is null: what removes a value in a merge patch. */
  public boolean isNull(String name) {
    return slots.token(name) == JsonToken.VALUE_NULL;
  }

  /** Adds {@code missing_field} unless the field is there and not null; says whether it is. */
  public boolean require(String name) {
    boolean there = has(name);
    if (!there) {
      faults.add(pointer(name), ErrorCode.MISSING_FIELD, "the field " + name + " is missing");
    }
    return there;
  }

  /** A string of any length, or null. */
  public @Nullable String text(String name) {
    return value(name, JsonToken.VALUE_STRING, "a string");
  }

  /** A string of {@code charsMin..charsMax} Unicode characters, or null. */
  public @Nullable String string(String name, int charsMin, int charsMax) {
    String text = text(name);
    if (text != null && !fits(text, charsMin, charsMax)) {
      invalid(name, "must have " + charsMin + " to " + charsMax + " characters");
      return null;
    }
    return text;
  }

  /** A string as {@link #string}; its absence is a fault. */
  public @Nullable String requiredString(String name, int charsMin, int charsMax) {
    return require(name) ? string(name, charsMin, charsMax) : null;
  }

  /** A boolean, or null. */
  public @Nullable Boolean bool(String name) {
    return switch (slots.token(name)) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case NOT_AVAILABLE, VALUE_NULL -> null;
      case START_OBJECT,
          START_ARRAY,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT,
          VALUE_STRING,
          VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT -> {
        invalid(name, "must be true or false");
        yield null;
      }
    };
  }

  /** A whole number of {@code min..max}, or null. */
  public @Nullable Long integer(String name, long min, long max) {
    String text = value(name, JsonToken.VALUE_NUMBER_INT, "a whole number");
    if (text == null) {
      return null;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException beyondLong) {
      // Told below, as is any other number out of bounds.
    }
    invalid(name, "must be a whole number of " + min + " to " + max);
    return null;
  }

  /** A number of {@code min..max}, or null. */
  public @Nullable Double decimal(String name, double min, double max) {
    JsonToken token = slots.token(name);
    String text =
        value(
            name,
            token == JsonToken.VALUE_NUMBER_INT ? token : JsonToken.VALUE_NUMBER_FLOAT,
            "a number");
    if (text == null) {
      return null;
    }
    double number = Double.parseDouble(text);
    if (number >= min && number <= max) {
      return number;
    }
    invalid(name, "must be a number of " + min + " to " + max);
    return null;
  }

  /** An RFC 3339 time, or null. */
  public @Nullable Instant instant(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    Instant instant = Times.parseInstant(text);
    if (instant == null) {
      invalid(name, "must be an RFC 3339 time, such as 2026-01-31T12:00:00.000Z");
    }
    return instant;
  }

  /** An RFC 3339 time in microseconds since 1970, finer parts cut off, or null. */
  public @Nullable Long instantMicros(String name) {
    Instant instant = instant(name);
    return instant == null
        ? null
        : instant.getEpochSecond() * 1000 * MILLIS_TO_MICROS + instant.getNano() / 1_000;
  }

  /** An object as compact JSON text that means exactly the same, or null. */
  public @Nullable String object(String name) {
    return value(name, JsonToken.START_OBJECT, "an object");
  }

  /** An object as {@link #object}; {@code metadata_too_large} beyond this many bytes of UTF-8. */
  public @Nullable String object(String name, int bytesMax) {
    String json = object(name);
    if (json != null && utf8Bytes(json) > bytesMax) {
      faults.add(
          pointer(name),
          ErrorCode.METADATA_TOO_LARGE,
          "must not have more than " + bytesMax + " bytes as compact JSON");
      return null;
    }
    return json;
  }

  /** Any value as compact JSON text, {@code null} included; null when the field is absent. */
  public @Nullable String json(String name) {
    return switch (slots.token(name)) {
      case NOT_AVAILABLE -> null;
      case VALUE_STRING -> JsonQuote.quote(slots.text(name));
      case VALUE_NULL,
          VALUE_TRUE,
          VALUE_FALSE,
          START_OBJECT,
          START_ARRAY,
          END_OBJECT,
          END_ARRAY,
          FIELD_NAME,
          VALUE_EMBEDDED_OBJECT,
          VALUE_NUMBER_INT,
          VALUE_NUMBER_FLOAT ->
          slots.text(name);
    };
  }

  /**
   * Strings of {@code charsMin..charsMax} characters each, at most {@code itemsMax} of them; empty
   * when the field is absent. A single item at fault is named, as in {@code /tags/3}.
   */
  public List<String> strings(String name, int itemsMax, int charsMin, int charsMax) {
    String json = array(name);
    return json == null
        ? List.of()
        : new ArrayFields(faults, pointer(name)).strings(json, itemsMax, charsMin, charsMax);
  }

  /** A vector of 1 to {@code dimensionsMax} finite numbers, or null. */
  public float @Nullable [] floats(String name, int dimensionsMax) {
    String json = array(name);
    return json == null ? null : new ArrayFields(faults, pointer(name)).floats(json, dimensionsMax);
  }

  /** An array as compact JSON text, or null. */
  public @Nullable String array(String name) {
    return value(name, JsonToken.START_ARRAY, "an array");
  }

  /**
   * The fields of an open object that were not declared, as one JSON object, behind the members of
   * the field {@code metadata}, if that is there. A key that is in both is a fault.
   *
   * @param metadata a declared field that is an object
   * @return compact JSON text; null when there are no such fields and no such object
   */
  public @Nullable String unknownAsJson(String metadata) {
    String json = object(metadata);
    Map<String, String> unknown = slots.unknown();
    if (unknown.isEmpty()) {
      return json;
    }
    if (json == null || json.isEmpty()) { // empty: it was at fault
      json = "{}";
    }
    Set<String> taken = ArrayFields.keys(json);
    StringBuilder joined = new StringBuilder(json).deleteCharAt(json.length() - 1);
    unknown.forEach(
        (name, value) -> {
          if (taken.contains(name)) {
            invalid(name, "is in " + metadata + " too, under which this key would be kept");
          } else {
            joined.append(joined.length() == 1 ? "" : ",");
            joined.append(JsonQuote.quote(name)).append(':').append(value);
          }
        });
    return joined.append('}').toString();
  }

  /**
   * The fields <code>prefix…</code> that {@link FieldNames#andPrefixed} lets through, as one JSON
   * object with what follows the prefix as names; compact JSON text.
   */
  public String prefixedAsJson(String prefix) {
    return slots.unknown().entrySet().stream()
        .filter(field -> field.getKey().startsWith(prefix))
        .map(
            field ->
                JsonQuote.quote(field.getKey().substring(prefix.length())) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Adds {@code invalid_field} for a field. */
  public void invalid(String name, String detail) {
    faults.add(pointer(name), ErrorCode.INVALID_FIELD, detail);
  }

  /** The bytes that a text has in UTF-8. */
  public static int utf8Bytes(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // Of a pair of surrogates, each counts as two bytes.
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  private @Nullable String value(String name, JsonToken wanted, String kind) {
    JsonToken token = slots.token(name);
    if (token == wanted) {
      return slots.text(name);
    }
    if (token != JsonToken.NOT_AVAILABLE && token != JsonToken.VALUE_NULL) {
      invalid(name, "must be " + kind);
    }
    return null;
  }

  static boolean fits(String text, int charsMin, int charsMax) {
    int units = text.length();
    if (units < charsMin || units > 2L * charsMax) {
      return false;
    }
    return units <= charsMax && units >= 2 * charsMin
        || within(text.codePointCount(0, units), charsMin, charsMax);
  }

  private static boolean within(int number, int min, int max) {
    return number >= min && number <= max;
  }

  private static String pointer(String name) {
    return FieldSlots.pointer(name);
  }
}
