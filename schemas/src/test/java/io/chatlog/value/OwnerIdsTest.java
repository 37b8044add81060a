package io.chatlog.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OwnerIdsTest {
  @Test
  void everyIdHasAnOwnerOfItsOwn() {
    UserId persona = OwnerIds.of(new PersonaId("x"));
    UserId panel = OwnerIds.of(new PanelId("x"));
    assertThat(persona.value()).matches("persona:[0-9a-f]{64}");
    assertThat(panel.value()).matches("panel:[0-9a-f]{64}");
    assertThat(persona.value().substring(8)).isEqualTo(panel.value().substring(6));
    assertThat(OwnerIds.of(new PersonaId("X"))).isNotEqualTo(persona);
    assertThat(OwnerIds.of(new PanelId("漢".repeat(128))).value()).hasSize(70);
  }

  @Test
  void onlyTheirFormIsReserved() {
    assertThat(OwnerIds.isReserved(OwnerIds.of(new PersonaId("x")).value())).isTrue();
    assertThat(OwnerIds.isReserved(OwnerIds.of(new PanelId("x")).value())).isTrue();
    assertThat(OwnerIds.isReserved(EmailIds.of("a@b").value())).isTrue();
    assertThat(OwnerIds.isReserved("persona:ann")).isFalse();
    assertThat(OwnerIds.isReserved("panel:" + "g".repeat(64))).isFalse();
    assertThat(OwnerIds.isReserved("panel:" + "0".repeat(65))).isFalse();
    assertThat(OwnerIds.isReserved("Panel:" + "0".repeat(64))).isFalse();
  }
}
