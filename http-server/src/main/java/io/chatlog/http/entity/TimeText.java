package io.chatlog.http.entity;

/**
 * Times as answers show them: RFC 3339 in UTC, with milliseconds and {@code Z}, as in {@code
 * 2026-03-01T09:30:00.125Z}. Finer parts are cut off towards the past.
 */
public final class TimeText {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int TEXT_CHARS = 24;

  private TimeText() {}

  /**
   * The text of a time. One string and its array are allocated, nothing else.
   *
   * @param micros microseconds since 1970 UTC, within the years 0000..9999, which is what RFC 3339
   *     can say
   * @throws IllegalArgumentException for a time outside of those years
   */
  public static String ofMicros(long micros) {
    long day = Math.floorDiv(micros, MICROS_PER_DAY);
    int milli = (int) (Math.floorMod(micros, MICROS_PER_DAY) / 1_000);
    // Days to a date of the proleptic Gregorian calendar, counted from March of year 0 so that the
    // leap day ends a year: Howard Hinnant, "chrono-compatible low-level date algorithms".
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    long dayOfEra = Math.floorMod(shifted, 146_097);
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long monthFromMarch = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = (int) (dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    int month = (int) (monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9_999) {
      throw new IllegalArgumentException("a time outside of the years 0000..9999: " + micros);
    }
    char[] text = new char[TEXT_CHARS];
    digits(text, 0, 4, (int) year);
    text[4] = '-';
    digits(text, 5, 2, month);
    text[7] = '-';
    digits(text, 8, 2, dayOfMonth);
    text[10] = 'T';
    digits(text, 11, 2, milli / 3_600_000);
    text[13] = ':';
    digits(text, 14, 2, milli / 60_000 % 60);
    text[16] = ':';
    digits(text, 17, 2, milli / 1_000 % 60);
    text[19] = '.';
    digits(text, 20, 3, milli % 1_000);
    text[23] = 'Z';
    return new String(text);
  }

  private static void digits(char[] text, int from, int count, int value) {
    int rest = value;
    for (int at = from + count - 1; at >= from; at--) {
      text[at] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
