package io.chatlog.http.param;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as clients write and read them: RFC 3339 and, where said, ISO 8601 durations. */
public final class Times {
  private static final int CHARS_MIN = 20;
  private static final int CHARS_MAX = 35;
  private static final int DURATION_CHARS_MAX = 64;
  private static final int NANO_DIGITS = 9;
  private static final long SECONDS_MIN = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private Times() {}

  /**
   * Parses an RFC 3339 date-time, up to nanoseconds, with any offset; null when it is not one, or
   * when it is beyond the years 0000 to 9999 in UTC, which answers could not tell. The leap second
   * {@code :60} reads as the second before it.
   */
  public static @Nullable Instant parseInstant(String text) {
    int length = text.length();
    if (length < CHARS_MIN || length > CHARS_MAX || !hasSeparators(text)) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if ((year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 60) {
      return null;
    }
    int at = 19;
    int nanos = 0;
    if (text.charAt(at) == '.') {
      int start = ++at;
      while (at < length && isDigit(text.charAt(at))) {
        if (at - start >= NANO_DIGITS) {
          return null;
        }
        nanos = nanos * 10 + (text.charAt(at++) - '0');
      }
      if (at == start) {
        return null;
      }
      for (int digits = at - start; digits < NANO_DIGITS; digits++) {
        nanos *= 10;
      }
    }
    int offsetSeconds = offset(text, at);
    if (offsetSeconds == Integer.MIN_VALUE) {
      return null;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      long seconds = days * 86_400L + hour * 3600L + minute * 60L + Math.min(second, 59);
      long utcSeconds = seconds - offsetSeconds;
      return utcSeconds < SECONDS_MIN || utcSeconds > SECONDS_MAX
          ? null
          : Instant.ofEpochSecond(utcSeconds, nanos);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  /**
   * Parses what {@code since} and {@code until} take: an RFC 3339 date-time, a date (its first
   * moment in UTC), or an ISO 8601 duration, which counts back from now; null for anything else.
   */
  public static @Nullable Instant parseInstantOrAgo(String text, InstantSource clock) {
    if (text.startsWith("P") || text.startsWith("p")) {
      return ago(text, clock);
    }
    if (text.length() == 10) {
      try {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        return null;
      }
    }
    // A plus in a query that was not encoded arrives as a blank: an offset is the only place for
    // it.
    return parseInstant(text.length() > 6 ? text.replace(' ', '+') : text);
  }

  private static @Nullable Instant ago(String text, InstantSource clock) {
    if (text.length() > DURATION_CHARS_MAX) {
      return null;
    }
    Instant now = clock.instant();
    try {
      int time = text.toUpperCase(Locale.ROOT).indexOf('T');
      Period days =
          time == 1 ? Period.ZERO : Period.parse(time < 0 ? text : text.substring(0, time));
      Duration hours = time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
      Instant then = now.atOffset(ZoneOffset.UTC).minus(days).minus(hours).toInstant();
      return then.isAfter(now) || then.getEpochSecond() < SECONDS_MIN ? null : then;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** An instant as answers have it: UTC, milliseconds, {@code Z}. */
  public static String format(Instant instant) {
    return formatMillis(instant.toEpochMilli());
  }

  /** Milliseconds since 1970 as answers have them: UTC, milliseconds, {@code Z}. */
  public static String formatMillis(long epochMillis) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, 86_400_000L));
    int millis = Math.floorMod(epochMillis, 86_400_000);
    if (date.getYear() < 0 || date.getYear() > 9999) {
      throw new IllegalArgumentException("beyond the years of RFC 3339: " + date);
    }
    var text = new StringBuilder(24);
    digits(text, date.getYear(), 4).append('-');
    digits(text, date.getMonthValue(), 2).append('-');
    digits(text, date.getDayOfMonth(), 2).append('T');
    digits(text, millis / 3_600_000, 2).append(':');
    digits(text, millis / 60_000 % 60, 2).append(':');
    digits(text, millis / 1000 % 60, 2).append('.');
    return digits(text, millis % 1000, 3).append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder text, int number, int width) {
    for (int power = width == 4 ? 1000 : width == 3 ? 100 : 10; power > 0; power /= 10) {
      text.append((char) ('0' + number / power % 10));
    }
    return text;
  }

  private static boolean hasSeparators(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(10) == 'T' || text.charAt(10) == 't')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** The offset from UTC in seconds that ends the text at {@code at}, MIN_VALUE for none. */
  private static int offset(String text, int at) {
    int left = text.length() - at;
    if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
      return 0;
    }
    if (left != 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = number(text, at + 1, at + 3);
    int minutes = number(text, at + 4, at + 6);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return switch (text.charAt(at)) {
      case '+' -> seconds;
      case '-' -> -seconds;
      default -> Integer.MIN_VALUE;
    };
  }

  private static int number(String text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
