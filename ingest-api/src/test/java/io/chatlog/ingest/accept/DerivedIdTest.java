package io.chatlog.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedIdTest {
  @Test
  void isAUuidOfVersion8() {
    UUID id = UUID.fromString(DerivedId.of(context("k"), "k", "ann", "s1"));
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  /** The ids are in users' logs: a retry after an upgrade must reach the same one. */
  @Test
  void isTheSameForEver() {
    assertThat(DerivedId.of(context("k"), "k", "ann", "s1")).isEqualTo(FIXED);
  }

  private static final String FIXED = "b06826f7-fe45-8e57-b8b4-55af7897c067";

  @Test
  void differsWithEveryPart() {
    List<String> ids = new ArrayList<>();
    ids.add(DerivedId.of(context("k"), "k", "ann", "s1"));
    ids.add(DerivedId.of(context("l"), "l", "ann", "s1"));
    ids.add(DerivedId.of(context("k"), "k", "bo", "s1"));
    ids.add(DerivedId.of(context("k"), "k", "ann", "s2"));
    ids.add(DerivedId.of(context("k"), "k", "ann", null));
    ids.add(DerivedId.of(context("k"), "k", null, null));
    ids.add(DerivedId.of(context("k"), "k", "", ""));
    ids.add(DerivedId.of(context("k"), "k", "ann" + "s1", ""));
    ids.add(DerivedId.of(context("k").ofItem(1), "k", "ann", "s1"));
    ids.add(
        DerivedId.of(
            new WriteContext(RouteKind.POST_MESSAGES_BATCH, "k", null, 0), "k", "ann", "s1"));
    ids.add(DerivedId.of(new WriteContext(RouteKind.POST_MESSAGE, "k", "me", 0), "k", "ann", "s1"));
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
  }

  @Test
  void aKeyHas1To255VisibleAsciiCharacters() {
    assertThat(WriteContext.isKey("!")).isTrue();
    assertThat(WriteContext.isKey("~".repeat(255))).isTrue();
    assertThat(WriteContext.isKey("~".repeat(256))).isFalse();
    assertThat(WriteContext.isKey("")).isFalse();
    assertThat(WriteContext.isKey("a b")).isFalse();
    assertThat(WriteContext.isKey("\u00fc")).isFalse();
    assertThat(WriteContext.isKey("a\u007f")).isFalse();
    assertThatThrownBy(() -> context("a b")).isInstanceOf(IllegalArgumentException.class);
  }

  private static WriteContext context(String key) {
    return new WriteContext(RouteKind.POST_MESSAGE, key, null, 0);
  }
}
