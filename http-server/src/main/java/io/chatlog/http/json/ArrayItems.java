package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import java.io.IOException;

/** The items of a JSON array. */
final class ArrayItems implements ItemReader {
  private final byte[] text;
  private final JsonParser parser;
  private final Fields fields;
  private final int itemsMax;
  private final boolean loneSurrogates;
  private int index = -1;
  private boolean ended;

  ArrayItems(Body body, FieldNames names, int itemsMax) {
    this.text = body.array();
    this.fields = new Fields(names);
    this.itemsMax = itemsMax;
    TextScan.Finding finding = TextScan.scan(text, 0, body.length());
    if (finding == TextScan.Finding.NOT_UTF8) {
      throw StrictJson.malformed("the body is not UTF-8");
    }
    this.loneSurrogates = finding == TextScan.Finding.LONE_SURROGATE;
    try {
      this.parser = StrictJson.parser(text, 0, body.length());
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_ARRAY) {
        throw StrictJson.malformed(
            first == null ? "the body is empty" : "the body is not a JSON array");
      }
    } catch (IOException e) {
      throw StrictJson.malformed(e);
    }
  }

  @Override
  public boolean next() {
    if (ended) {
      return false;
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        end();
        return false;
      }
      if (++index == itemsMax) {
        throw ItemReader.tooMany(itemsMax);
      }
      // Offsets cost: they are looked at only when some item of the body is known to be bad.
      long from = loneSurrogates ? parser.currentTokenLocation().getByteOffset() : 0;
      if (token == JsonToken.START_OBJECT) {
        fields.read(parser);
      } else {
        fields.clear();
        fields.faults().add("", ErrorCode.INVALID_FIELD, "the item is not an object");
        parser.skipChildren();
      }
      if (loneSurrogates) {
        refuseLoneSurrogate(from, parser.currentLocation().getByteOffset());
      }
      return true;
    } catch (IOException e) {
      throw StrictJson.malformed(e);
    }
  }

  private void refuseLoneSurrogate(long from, long end) {
    if (TextScan.scan(text, (int) from, (int) end) == TextScan.Finding.LONE_SURROGATE) {
      fields.clear();
      fields.faults().add("", ErrorCode.MALFORMED_JSON, "a string has a lone surrogate");
    }
  }

  private void end() throws IOException {
    ended = true;
    if (parser.nextToken() != null) {
      throw StrictJson.malformed("something follows behind the array");
    }
    parser.close();
    if (index < 0) {
      throw ItemReader.none();
    }
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public Fields fields() {
    return fields;
  }
}
