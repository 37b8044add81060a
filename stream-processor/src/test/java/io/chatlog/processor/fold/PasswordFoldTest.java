package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.UserId;
import org.junit.jupiter.api.Test;

/** The hash of a password stands beside the user, in no part of it that is told. */
final class PasswordFoldTest {
  private static final UserId ANN = new UserId("ann");
  private static final PasswordHash FIRST = new PasswordHash("$argon2id$hush1");
  private static final PasswordHash SECOND = new PasswordHash("$argon2id$second");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  private PasswordHash kept() {
    return partition.rows().user(ANN).passwordHash();
  }

  private Decision patch(PasswordHash hash) {
    return partition.apply(events.of("ann", new PatchUser("{}", null, null, hash))).decision();
  }

  @Test
  void itIsSetKeptChangedAndRemoved() {
    partition.apply(events.of("ann", CreateUser.bare().withPassword(FIRST)));
    assertThat(kept()).isEqualTo(FIRST);
    partition.apply(events.patchUser("ann", "{\"name\":\"Ann\"}", null));
    assertThat(kept()).isEqualTo(FIRST);
    patch(SECOND);
    assertThat(kept()).isEqualTo(SECOND);
    patch(PasswordHash.REMOVED);
    assertThat(kept()).isNull();
  }

  @Test
  void aRepeatedCreateDoesNotChangeIt() {
    partition.apply(events.of("ann", CreateUser.bare().withPassword(FIRST)));
    Step again = partition.apply(events.of("ann", CreateUser.bare().withPassword(SECOND)));
    assertThat(again.decision()).isInstanceOf(Decision.Duplicate.class);
    assertThat(kept()).isEqualTo(FIRST);
  }

  @Test
  void noFactTellsIt() {
    Step step = partition.apply(events.of("ann", CreateUser.bare().withPassword(FIRST)));
    assertThat(step.decision().toString()).contains("ann").doesNotContain("hush1");
    assertThat(step.changes().toString()).doesNotContain("hush1");
    long rowsThatHoldIt = partition.dump().stream().filter(row -> row.contains("hush1")).count();
    assertThat(rowsThatHoldIt).isEqualTo(1);
  }

  @Test
  void aUserThatIsGoneLeavesNone() {
    partition.apply(events.of("ann", CreateUser.bare().withPassword(FIRST)));
    partition.apply(events.deleteUser("ann", true));
    assertThat(partition.dump()).noneMatch(row -> row.contains("hush1"));
  }
}
