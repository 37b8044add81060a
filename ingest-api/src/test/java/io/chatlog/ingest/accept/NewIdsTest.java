package io.chatlog.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NewIdsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final long RANDOM = 0x9c1e4b2f8a7d6e53L;

  private Instant now = NOW;

  @Test
  void areOfVersion7AndSayTheMillisecond() {
    UUID id = UUID.fromString(new NewIds(() -> now, RANDOM).get());

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void followOneAnotherInAMillisecondBeyondItAndWhenTheClockGoesBack() {
    NewIds ids = new NewIds(() -> now, RANDOM);
    List<String> given = new ArrayList<>();
    for (int count = 0; count < 5_000; count++) { // a millisecond has room for 4,096
      given.add(ids.get());
    }
    now = NOW.minus(Duration.ofHours(1));
    given.add(ids.get());
    now = NOW.plusMillis(2);
    given.add(ids.get());

    assertThat(given).isSorted().doesNotHaveDuplicates();
    assertThat(UUID.fromString(given.getLast()).getMostSignificantBits() >>> 16)
        .isEqualTo(NOW.toEpochMilli() + 2);
    assertThat(given).allMatch(id -> UUID.fromString(id).version() == 7);
  }

  @Test
  void differBetweenProcessesAndInOneOnlyInTimeAndCount() {
    NewIds one = new NewIds(() -> now, RANDOM);
    NewIds other = new NewIds(() -> now, RANDOM + 4);
    String first = one.get();

    assertThat(other.get()).isNotEqualTo(first);
    assertThat(one.get().substring(18)).isEqualTo(first.substring(18));
  }

  @Test
  void areUniqueAmongThreads() throws InterruptedException {
    NewIds ids = new NewIds(() -> now, RANDOM);
    List<List<String>> given = List.of(new ArrayList<>(), new ArrayList<>());
    List<Thread> threads =
        given.stream()
            .map(
                own ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int count = 0; count < 1_000; count++) {
                                own.add(ids.get());
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    HashSet<String> all = new HashSet<>(given.getFirst());
    all.addAll(given.getLast());
    assertThat(all).hasSize(2_000);
  }
}
