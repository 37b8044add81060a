package io.chatlog.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final NodeAddress A = new NodeAddress("a", 1);
  private static final NodeAddress B = new NodeAddress("b", 1);

  private static NodeMetadata says(NodeAddress who, PartitionRole role, long applied) {
    return new NodeMetadata(
        who.host(),
        who,
        2,
        true,
        List.of(new PartitionStatus(1, role, applied, null, 0, 0)),
        List.of(),
        null);
  }

  @Test
  void ofTwoOwnersTheOneThatAppliedMoreComesFirst() {
    Claims claims =
        Claims.NONE.with(says(A, PartitionRole.ACTIVE, 5)).with(says(B, PartitionRole.ACTIVE, 6));
    assertThat(claims.holders(1, PartitionRole.ACTIVE)).containsExactly(B, A);
    assertThat(claims.holders(0, PartitionRole.ACTIVE)).isEmpty();
    assertThat(claims.holders(1, PartitionRole.STANDBY)).isEmpty();
  }

  @Test
  void aClaimThatProvedWrongCountsAgainWhenItIsRepeated() {
    Claims claims = Claims.NONE.with(says(A, PartitionRole.ACTIVE, 5));
    Claims disowned = claims.disowned(A, 1);
    assertThat(disowned.holders(1, PartitionRole.ACTIVE)).isEmpty();
    assertThat(disowned.version()).isGreaterThan(claims.version());
    assertThat(disowned.disowned(A, 1)).as("nothing new").isSameAs(disowned);
    Claims repeated = disowned.with(says(A, PartitionRole.ACTIVE, 5));
    assertThat(repeated.holders(1, PartitionRole.ACTIVE)).containsExactly(A);
  }

  @Test
  void whatANodeSaysReplacesWhatItSaid() {
    Claims claims =
        Claims.NONE
            .with(says(A, PartitionRole.ACTIVE, 5))
            .with(says(A, PartitionRole.RESTORING, -1));
    assertThat(claims.holders(1, PartitionRole.ACTIVE)).isEmpty();
    assertThat(claims.metadata()).hasSize(1);
    assertThat(claims.without(A).metadata()).isEmpty();
    assertThat(claims.without(B)).as("nothing new").isSameAs(claims);
    assertThat(claims.renewed().version()).isGreaterThan(claims.version());
  }
}
