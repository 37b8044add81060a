package io.chatlog.http.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {
  private static final long FIRST = micros("0000-01-01T00:00:00Z");
  private static final long LAST = micros("9999-12-31T23:59:59.999999Z");

  @Test
  void agreesWithTheLibraryAtAnyTime() {
    DateTimeFormatter library =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      long micros = random.nextLong(FIRST, LAST);
      assertThat(TimeText.ofMicros(micros))
          .isEqualTo(library.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    }
  }

  @Test
  void coversTheYearsOfRfc3339AndNoOther() {
    assertThat(TimeText.ofMicros(FIRST)).isEqualTo("0000-01-01T00:00:00.000Z");
    assertThat(TimeText.ofMicros(LAST)).isEqualTo("9999-12-31T23:59:59.999Z");
    assertThatThrownBy(() -> TimeText.ofMicros(FIRST - 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TimeText.ofMicros(LAST + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }
}
