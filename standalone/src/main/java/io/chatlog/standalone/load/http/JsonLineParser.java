package io.chatlog.standalone.load.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.chatlog.standalone.load.LineParser;
import io.chatlog.standalone.load.MessageLine;
import java.io.IOException;

/** Reads {@code user_id} and {@code message_id} of a JSON object; nothing else is looked at. */
public final class JsonLineParser implements LineParser {
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public MessageLine parse(long number, byte[] json) {
    String owner = "";
    boolean repeatable = false;
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String field = parser.currentName();
          JsonToken value = parser.nextToken();
          if (field.equals("user_id") && value == JsonToken.VALUE_STRING) {
            owner = parser.getText();
          } else if (field.equals("message_id")) {
            repeatable = value == JsonToken.VALUE_STRING;
          }
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      return new MessageLine(number, json, owner, repeatable); // the server says what is wrong
    }
    return new MessageLine(number, json, owner, repeatable);
  }
}
