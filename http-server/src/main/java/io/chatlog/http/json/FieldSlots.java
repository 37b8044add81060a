package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.Faults;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds what one object has in its declared fields, each as its token and its text: the string
 * itself, the number as it was typed, an object or array as compact JSON. Reused from object to
 * object, not thread-safe.
 */
final class FieldSlots {
  private final FieldNames names;
  private final Faults faults;
  private final JsonToken[] tokens;
  private final String[] texts;
  private final CompactCopy copy = new CompactCopy();
  private final Map<String, String> unknown = new LinkedHashMap<>(0);

  FieldSlots(FieldNames names, Faults faults) {
    this.names = names;
    this.faults = faults;
    this.tokens = new JsonToken[names.size()];
    this.texts = new String[names.size()];
  }

  /** Forgets the last object and its faults. */
  void clear() {
    Arrays.fill(tokens, JsonToken.NOT_AVAILABLE);
    Arrays.fill(texts, "");
    faults.clear();
    unknown.clear();
  }

  /** Reads the object at whose start the parser stands, and leaves it at its end. */
  void read(JsonParser parser) throws IOException {
    clear();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int slot = names.slot(name);
      JsonToken token = parser.nextToken();
      if (slot < 0) {
        readUnknown(name, parser);
      } else if (tokens[slot] != JsonToken.NOT_AVAILABLE) {
        faults.add("/" + name, ErrorCode.MALFORMED_JSON, "the key \"" + name + "\" is there twice");
        parser.skipChildren();
      } else {
        tokens[slot] = token;
        texts[slot] = token.isStructStart() ? copied(name, parser) : parser.getText();
      }
    }
  }

  private String copied(String name, JsonParser parser) throws IOException {
    String json = copy.copy(parser, 1);
    String fault = copy.fault();
    if (fault != null) {
      faults.add(pointer(name), ErrorCode.MALFORMED_JSON, fault);
    }
    return json;
  }

  private void readUnknown(String name, JsonParser parser) throws IOException {
    if (names.keeps(name)) {
      if (unknown.put(name, copied(name, parser)) != null) {
        String key = CompactCopy.shortened(name);
        faults.add(
            pointer(key),
            ErrorCode.MALFORMED_JSON,
            "the key " + JsonQuote.quote(key) + " is there twice");
      }
    } else {
      faults.add(
          pointer(CompactCopy.shortened(name)),
          ErrorCode.UNKNOWN_FIELD,
          "the field " + JsonQuote.quote(CompactCopy.shortened(name)) + " is not known here");
      parser.skipChildren();
    }
  }

  /** The kind of a declared field; NOT_AVAILABLE when it is absent. */
  JsonToken token(String name) {
    return tokens[names.required(name)];
  }

  /** The text of a declared field; empty when it is absent. */
  String text(String name) {
    return texts[names.required(name)];
  }

  /** The fields that are not declared and were kept, in their order, each as compact JSON. */
  Map<String, String> unknown() {
    return Collections.unmodifiableMap(unknown);
  }

  /** The JSON pointer of a field. */
  static String pointer(String name) {
    String escaped =
        name.indexOf('~') < 0 && name.indexOf('/') < 0
            ? name
            : name.replace("~", "~0").replace("/", "~1");
    return "/" + escaped;
  }
}
