package io.chatlog.http.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Strings as JSON text. */
final class JsonQuote {
  private JsonQuote() {}

  /** The string in quotes, escaped where JSON demands it. */
  static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
