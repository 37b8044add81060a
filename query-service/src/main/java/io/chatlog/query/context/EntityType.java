package io.chatlog.query.context;

import java.util.Locale;

/** What can be recognized by rules. */
public enum EntityType {
  /** Proper names: of people, places, products. */
  NAMES,
  /** Web addresses. */
  URLS,
  EMAILS,
  /** Who was spoken to or of, as {@code @nick} or, at the beginning, {@code nick:}. */
  MENTIONS,
  /** Days and years: written out, in figures, or relative such as {@code tomorrow}. */
  DATES,
  /** Times of the day. */
  TIMES,
  /** Amounts with a currency. */
  MONEY,
  /** Telephone numbers. */
  PHONES,
  /**
   * Amounts with a unit, percentages, sizes, versions, counts, and bare numbers: {@link Figures}.
   */
  NUMBERS,
  /** Code that was marked as such, whole. */
  CODE;

  /** The name in JSON. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
