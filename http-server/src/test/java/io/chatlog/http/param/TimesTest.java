package io.chatlog.http.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-03-31T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2024-02-29t00:00:00z, 2024-02-29T00:00:00Z",
    "2024-01-01T00:30:00+01:00, 2023-12-31T23:30:00Z",
    "2024-01-01T00:30:00-05:30, 2024-01-01T06:00:00Z",
    "2024-01-01T00:00:00.1Z, 2024-01-01T00:00:00.100Z",
    "2024-01-01T00:00:00.123456789Z, 2024-01-01T00:00:00.123456789Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999-00:00, 9999-12-31T23:59:59.999999999Z",
  })
  void instantsOfRfc3339(String text, Instant instant) {
    assertThat(Times.parseInstant(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "2024-01-01",
        "2024-01-01T00:00:00",
        "2024-01-01 00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00.1234567890Z",
        "2024-01-01T00:00:00+0100",
        "2024-01-01T00:00:00+24:00",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "2024-01-01T00:00:00ZZ",
        "+2024-01-01T00:00:0Z",
        "2024-01-01T00:00:00\u0661Z",
        "-024-01-01T00:00:00Z",
        "2024-01-01T00:00:00+01:0x"
      })
  void whatIsNotRfc3339(String text) {
    assertThat(Times.parseInstant(text)).isNull();
  }

  @Test
  void everyInstantIsReadAsItIsWritten() {
    var random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      Instant instant =
          Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L));
      String text = Times.format(instant);
      assertThat(text).hasSize(24);
      assertThat(Times.parseInstant(text)).isEqualTo(instant);
      OffsetDateTime offset =
          instant.atOffset(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-600, 600)));
      if (offset.getYear() > 0 && offset.getYear() < 10_000 && offset.getSecond() > 0) {
        assertThat(Times.parseInstant(offset.toString())).isEqualTo(instant);
      }
    }
    assertThat(Times.formatMillis(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    assertThatThrownBy(() -> Times.formatMillis(Long.MAX_VALUE))
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "P7D, 2026-03-24T12:00:00Z",
    "p1w, 2026-03-24T12:00:00Z",
    "PT6H, 2026-03-31T06:00:00Z",
    "P1DT30M, 2026-03-30T11:30:00Z",
    "P1M, 2026-02-28T12:00:00Z",
    "PT0S, 2026-03-31T12:00:00Z",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2026-03-01T01:00:00Z, 2026-03-01T01:00:00Z",
    "2026-03-01T01:00:00+01:00, 2026-03-01T00:00:00Z",
    "'2026-03-01T01:00:00 01:00', 2026-03-01T00:00:00Z",
  })
  void sinceIsAnInstantADateOrADuration(String text, Instant instant) {
    assertThat(Times.parseInstantOrAgo(text, NOW)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P",
        "PT",
        "P-7D",
        "P7",
        "7D",
        "PT-1H",
        "P99999999999D",
        "P2147483647Y",
        "2026-02-30",
        "yesterday",
        "P1DT",
        "P7D "
      })
  void whatSinceIsNot(String text) {
    assertThat(Times.parseInstantOrAgo(text, NOW)).isNull();
  }
}
