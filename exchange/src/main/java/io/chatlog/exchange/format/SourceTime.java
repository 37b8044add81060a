package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as other systems write them, as microseconds since 1970 UTC; what is none is null. */
final class SourceTime {
  private static final int TEXT_CHARS_MAX = 40;
  private static final long SECONDS_MIN = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS_MAX = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** A number beyond this many seconds (the year 5138) counts milliseconds. */
  private static final double MILLIS_FROM = 1e11;

  private SourceTime() {}

  /** A number of seconds or milliseconds, the same as text, or an ISO 8601 date-time. */
  static @Nullable Long of(Json value) {
    return switch (value) {
      case Json.Num(String digits) -> number(digits);
      case Json.Text(String text) -> text(text);
      case Json.Obj _, Json.Arr _, Json.Word _ -> null;
    };
  }

  static @Nullable Long text(String text) {
    if (text.length() > TEXT_CHARS_MAX || text.isEmpty()) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text.trim());
      long seconds = time.toEpochSecond();
      return seconds < SECONDS_MIN || seconds > SECONDS_MAX
          ? null
          : Long.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
    } catch (DateTimeException | ArithmeticException noDate) {
      return number(text);
    }
  }

  /** A decimal number of seconds, to the microsecond: never by way of a binary fraction. */
  static @Nullable Long number(String digits) {
    if (digits.length() > TEXT_CHARS_MAX) {
      return null;
    }
    try {
      double rough = Double.parseDouble(digits);
      if (!Double.isFinite(rough) || Math.abs(rough) > 1e16) {
        return null;
      }
      if (Math.abs(rough) < 1e-6) {
        return 0L;
      }
      BigDecimal number = new BigDecimal(digits);
      long micros =
          number
              .movePointRight(Math.abs(rough) > MILLIS_FROM ? 3 : 6)
              .setScale(0, RoundingMode.HALF_UP)
              .longValueExact();
      long seconds = Math.floorDiv(micros, 1_000_000L);
      return seconds < SECONDS_MIN || seconds > SECONDS_MAX ? null : Long.valueOf(micros);
    } catch (NumberFormatException | ArithmeticException noNumber) {
      return null;
    }
  }
}
