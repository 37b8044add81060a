package io.chatlog.http.param;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.VersionCondition;
import io.chatlog.http.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private static ErrorCode refusal(Runnable parsing) {
    try {
      parsing.run();
    } catch (ProblemException e) {
      return e.problem().code();
    }
    throw new AssertionError("not refused");
  }

  @ParameterizedTest
  @CsvSource({
    "respond-async, true,",
    "Respond-Async, true,",
    "wait=5, false, 5",
    "'respond-async, wait=10', true, 10",
    "'wait=10; x=y, respond-async; foo', true, 10",
    "'wait=\"7\"', false, 7",
    "'wait=1, wait=2', false, 1",
    "wait = 3, false, 3",
    "'handling=lenient, return=minimal', false,",
    "'wait=abc, wait=-1, wait', false,",
    "wait=99999999999, false,",
    "'foo=\", respond-async, \", wait=4', false, 4",
    "'foo=\"\\\", respond-async, \", wait=4', false, 4",
    "'', false,",
  })
  void preferences(String header, boolean respondAsync, @Nullable Integer seconds) {
    assertThat(Prefer.parse(List.of(header)))
        .isEqualTo(new Prefer(respondAsync, seconds == null ? null : Duration.ofSeconds(seconds)));
  }

  @Test
  void preferencesOfSeveralHeaders() {
    assertThat(Prefer.parse(List.of("wait=1", "respond-async")))
        .isEqualTo(new Prefer(true, Duration.ofSeconds(1)));
    assertThat(Prefer.parse(List.of())).isEqualTo(new Prefer(false, null));
  }

  @Test
  void preconditions() {
    assertThat(Preconditions.ofChange(List.of(), List.of())).isNull();
    assertThat(ifMatch(" * ")).isEqualTo(VersionCondition.EXISTS);
    assertThat(ifMatch("\"7\"")).isEqualTo(oneOf(7L));
    assertThat(ifMatch("\"7\", \"8\"")).isEqualTo(oneOf(7L, 8L));
    assertThat(ifMatch(", \"8\",, \"7\" ,")).isEqualTo(oneOf(7L, 8L));
    assertThat(Preconditions.ofChange(List.of("\"7\"", "\"8\""), List.of()))
        .isEqualTo(oneOf(7L, 8L));
    assertThat(ifMatch("\"7\",\"x\"")).isEqualTo(oneOf(7L));
    assertThat(ifMatch("\"7\",\"a,b\"")).isEqualTo(oneOf(7L));
    assertThat(ifMatch(IfMatch.tag(12))).isEqualTo(oneOf(12L));
    for (String noneOfOurs : List.of("W/\"7\"", "\"0\"", "\"07\"", "\"-7\"", "\"\"", "\"é\"")) {
      assertThat(ifMatch(noneOfOurs)).as(noneOfOurs).isEqualTo(oneOf());
    }
  }

  @Test
  void excludedVersions() {
    assertThat(ifNoneMatch("*")).isEqualTo(VersionCondition.ABSENT);
    assertThat(ifNoneMatch("W/\"7\", \"8\"")).isEqualTo(VersionCondition.noneOf(List.of(7L, 8L)));
    assertThat(Preconditions.isKnown(List.of("\"6\"", "W/\"7\""), "\"7\"")).isTrue();
    assertThat(Preconditions.isKnown(List.of("*"), "\"7\"")).isTrue();
    assertThat(Preconditions.isKnown(List.of("\"6\"", "\"77\""), "\"7\"")).isFalse();
    assertThat(Preconditions.isKnown(List.of("7"), "\"7\"")).as("no tag").isFalse();
    assertThat(refusal(() -> Preconditions.ofChange(List.of("*"), List.of("*"))))
        .isEqualTo(ErrorCode.INVALID_HEADER);
  }

  @Test
  void tagsAreBounded() {
    List<String> tags = new ArrayList<>();
    for (long version = 1; version <= VersionCondition.VERSIONS_MAX; version++) {
      tags.add(IfMatch.tag(version));
    }
    assertThat(Preconditions.ofChange(tags, List.of()).versions()).hasSize(100);
    tags.add(IfMatch.tag(1));
    assertThat(refusal(() -> Preconditions.ofChange(tags, List.of())))
        .isEqualTo(ErrorCode.INVALID_HEADER);
  }

  private static VersionCondition ifMatch(String header) {
    return Preconditions.ofChange(List.of(header), List.of());
  }

  private static VersionCondition ifNoneMatch(String header) {
    return Preconditions.ofChange(List.of(), List.of(header));
  }

  private static VersionCondition oneOf(Long... versions) {
    return VersionCondition.oneOf(List.of(versions));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "7",
        "\"7",
        "7\"",
        "\"7\" \"8\"",
        "*, \"7\"",
        "W/7",
        "w/\"7\"",
        "\"7\" x",
        "\"7 8\""
      })
  void malformedPreconditions(String header) {
    assertThat(refusal(() -> ifMatch(header))).isEqualTo(ErrorCode.INVALID_HEADER);
  }

  @Test
  void freshness() {
    FreshnessHeaders none = FreshnessHeaders.parse(null, null, null);
    assertThat(none.minPositions().isEmpty()).isTrue();
    assertThat(none.waitMillis()).isEqualTo(2000);
    assertThat(none.staleAllowed()).isFalse();
    FreshnessHeaders both = FreshnessHeaders.parse("3:1842, 4:77", "0", "stale");
    assertThat(both.minPositions()).hasToString("3:1842,4:77");
    assertThat(both.waitMillis()).isZero();
    assertThat(both.staleAllowed()).isFalse();
    assertThat(FreshnessHeaders.parse(null, "60000", "stale").staleAllowed()).isTrue();
    // what a read of nothing answers asks for nothing
    assertThat(FreshnessHeaders.parse("3:-1", null, "stale").staleAllowed()).isTrue();
    for (String bad : List.of("", "3", "3:", ":1", "3:x", "-1:1", "3:-2", "3:1,,4:1", "3:1;4:1")) {
      assertThat(refusal(() -> FreshnessHeaders.parse(bad, null, null)))
          .isEqualTo(ErrorCode.INVALID_POSITION);
    }
    for (String bad : List.of("", "x", "-1", "60001", "1.5", "99999999999")) {
      assertThat(refusal(() -> FreshnessHeaders.parse(null, bad, null)))
          .isEqualTo(ErrorCode.INVALID_HEADER);
    }
    assertThat(refusal(() -> FreshnessHeaders.parse(null, null, "eventual")))
        .isEqualTo(ErrorCode.INVALID_HEADER);
  }

  @Test
  void mediaTypes() {
    Set<MediaType> all = EnumSet.allOf(MediaType.class);
    assertThat(MediaType.of(null, all)).isEqualTo(MediaType.JSON);
    assertThat(MediaType.of("application/json; charset=UTF-8", all)).isEqualTo(MediaType.JSON);
    assertThat(MediaType.of("Application/JSON", all)).isEqualTo(MediaType.JSON);
    assertThat(MediaType.of("application/x-ndjson", all)).isEqualTo(MediaType.NDJSON);
    assertThat(MediaType.of("text/csv; header=present", all)).isEqualTo(MediaType.CSV);
    for (String bad :
        List.of(
            "text/plain",
            "application/json; charset=latin1",
            "application/x-www-form-urlencoded",
            "json")) {
      assertThat(refusal(() -> MediaType.of(bad, all))).isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
    assertThat(refusal(() -> MediaType.of("text/csv", EnumSet.of(MediaType.JSON))))
        .isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }
}
