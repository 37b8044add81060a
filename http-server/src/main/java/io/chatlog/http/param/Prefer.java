package io.chatlog.http.param;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client prefers (RFC 7240). Unknown preferences and malformed ones are ignored, as the
 * standard demands; of a preference given twice the first counts.
 *
 * @param respondAsync whether 202 is wanted as soon as the write is accepted
 * @param waitLimit how long the client wants to wait for the outcome; null when it does not say
 */
public record Prefer(boolean respondAsync, @Nullable Duration waitLimit) {
  /** The header that brings preferences. */
  public static final String HEADER = "Prefer";

  /** The header that says which of them were honoured. */
  public static final String APPLIED_HEADER = "Preference-Applied";

  private static final int WAIT_DIGITS_MAX = 9;

  /** Parses the values of all {@code Prefer} headers of a request. */
  public static Prefer parse(List<String> headers) {
    boolean respondAsync = false;
    Duration waitLimit = null;
    for (String header : headers) {
      for (String preference : QuotedText.split(header)) {
        int parameters = preference.indexOf(';');
        String token = parameters < 0 ? preference : preference.substring(0, parameters);
        int equals = token.indexOf('=');
        String name =
            (equals < 0 ? token : token.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : token.substring(equals + 1).strip();
        switch (name) {
          case "respond-async" -> respondAsync = true;
          case "wait" -> waitLimit = waitLimit == null ? seconds(value) : waitLimit;
          default -> {
            // Not one of ours: to be ignored.
          }
        }
      }
    }
    return new Prefer(respondAsync, waitLimit);
  }

  private static @Nullable Duration seconds(String value) {
    String digits =
        value.length() > 2 && value.startsWith("\"") && value.endsWith("\"")
            ? value.substring(1, value.length() - 1)
            : value;
    boolean number =
        !digits.isEmpty()
            && digits.length() <= WAIT_DIGITS_MAX
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Duration.ofSeconds(Long.parseLong(digits)) : null;
  }
}
