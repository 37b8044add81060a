package io.chatlog.http.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.stream.Collectors;

/** Strings as JSON text. */
public final class JsonQuote {
  private JsonQuote() {}

  /** The string in quotes, escaped where JSON demands it. */
  static String quote(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  /** An array of strings. */
  public static String array(List<String> texts) {
    return texts.stream().map(JsonQuote::quote).collect(Collectors.joining(",", "[", "]"));
  }
}
