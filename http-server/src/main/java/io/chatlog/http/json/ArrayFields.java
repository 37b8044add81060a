package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one array field, read from its text, which is well formed. */
final class ArrayFields {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final Faults faults;
  private final String pointer;

  ArrayFields(Faults faults, String pointer) {
    this.faults = faults;
    this.pointer = pointer;
  }

  List<String> strings(String json, int itemsMax, int charsMin, int charsMax) {
    List<String> found = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i == itemsMax) {
          invalid("", "must not have more than " + itemsMax + " items");
          return List.of();
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
          invalid("/" + i, "must be a string");
          parser.skipChildren();
        } else if (Fields.fits(parser.getText(), charsMin, charsMax)) {
          found.add(parser.getText());
        } else {
          invalid("/" + i, "must have " + charsMin + " to " + charsMax + " characters");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  float @Nullable [] floats(String json, int dimensionsMax) {
    float[] found = new float[Math.min(dimensionsMax, 1 + json.length() / 2)];
    int count = 0;
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (count == dimensionsMax) {
          invalid("", "must not have more than " + dimensionsMax + " numbers");
          return null;
        }
        float number =
            parser.currentToken().isNumeric() ? Float.parseFloat(parser.getText()) : Float.NaN;
        if (!Float.isFinite(number)) {
          invalid("/" + count, "must be a number that fits in 32 bits");
          return null;
        }
        found[count++] = number;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (count == 0) {
      invalid("", "must have at least one number");
      return null;
    }
    return Arrays.copyOf(found, count);
  }

  /** The keys that an object has at its top level. */
  static Set<String> keys(String json) {
    Set<String> names = new HashSet<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        names.add(name);
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  private void invalid(String below, String detail) {
    faults.add(pointer + below, ErrorCode.INVALID_FIELD, detail);
  }
}
