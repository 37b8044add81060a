package io.chatlog.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EmailIdsTest {
  @Test
  void anAddressInAnyLetterCaseAndFormIsOneAddress() {
    UserId id = EmailIds.of("ann@example.org");
    assertThat(EmailIds.of("Ann@EXAMPLE.org")).isEqualTo(id);
    assertThat(EmailIds.of("J\u00f6rg@x.org")).isEqualTo(EmailIds.of("jo\u0308rg@x.org"));
    assertThat(EmailIds.of("bob@example.org")).isNotEqualTo(id);
    // sha256sum of ann@example.org: logs hold it, so it never changes
    assertThat(id.value())
        .isEqualTo("email:438c4c7afe600cdf1e455c369bec76dc970fc8ca463447c7b387a347f3c79331");
  }

  @Test
  void onlyIdsOfThatFormAreReserved() {
    assertThat(EmailIds.isReserved(EmailIds.of("a@b").value())).isTrue();
    assertThat(EmailIds.isReserved("email:ann")).isFalse();
    assertThat(EmailIds.isReserved("email:" + "g".repeat(64))).isFalse();
    assertThat(EmailIds.isReserved("email:" + "0".repeat(65))).isFalse();
  }
}
