package io.chatlog.query.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.config.Settings;
import io.chatlog.error.ErrorCode;
import io.chatlog.route.LocalReads;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.RouteSettings;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadPasswordMarksTest {
  private static final UserId ANN = new UserId("ann");
  private static final PasswordHash FIRST = new PasswordHash("first");
  private static final PasswordHash SECOND = new PasswordHash("second");

  private final ModelState state = new ModelState(2);
  private final ModelNode node = ModelNode.owningAll("node", state);
  private final int partition = state.partitionOf(ANN);
  private final List<Freshness> asked = new ArrayList<>();
  private final PasswordMarks marks = new ReadPasswordMarks(reads());

  private LocalReads reads() {
    PartitionReads watched =
        new PartitionReads() {
          @Override
          public <R> PartitionAnswer<R> read(int of, Read<R> read, Freshness freshness) {
            if (read instanceof Read.GetCredential) {
              asked.add(freshness);
            }
            return node.read(of, read, freshness);
          }
        };
    Map<String, Object> hasty = Map.of("chatlog.route.deadline_ms", 50);
    return new LocalReads(
        watched, node, 2, RouteSettings.from(Settings.load(null, Map.of(), hasty)));
  }

  private PasswordMarks.Answer ann() {
    return marks.of(ANN, Positions.NONE);
  }

  @Test
  void itIsOfThePasswordThatTheUserHasNow() {
    assertThat(ann()).isEqualTo(new PasswordMarks.HasNone());
    state.put(ModelValues.user("ann"));
    assertThat(ann()).isEqualTo(new PasswordMarks.HasNone());
    state.putPassword(ANN, FIRST);
    assertThat(ann()).isEqualTo(new PasswordMarks.Has(PasswordMark.of(FIRST)));
    state.putPassword(ANN, SECOND);
    assertThat(ann()).isEqualTo(new PasswordMarks.Has(PasswordMark.of(SECOND)));
  }

  @Test
  void withoutAnOwnerItIsNotKnown() {
    state.put(ModelValues.user("ann"));
    state.putPassword(ANN, FIRST);
    node.drop(partition);
    assertThat(ann())
        .isInstanceOfSatisfying(
            PasswordMarks.Unknown.class,
            unknown -> assertThat(unknown.code()).isEqualTo(ErrorCode.PARTITION_UNAVAILABLE));
    node.hold(partition, PartitionRole.STANDBY);
    assertThat(ann()).as("a stand-by may be behind").isInstanceOf(PasswordMarks.Unknown.class);
    node.hold(partition, PartitionRole.ACTIVE);
    assertThat(ann()).isInstanceOf(PasswordMarks.Has.class);
  }

  @Test
  void noAnswerShowsLessThanAnEarlierOneOrThanTheTokenSaw() {
    state.put(ModelValues.user("ann"));
    Position first = state.putPassword(ANN, FIRST);
    marks.of(ANN, Positions.of(first));
    Position second = state.putPassword(ANN, SECOND);
    ann();
    marks.of(ANN, Positions.of(first));
    assertThat(asked)
        .extracting(Freshness::atLeast)
        .containsExactly(Positions.of(first), Positions.of(first), Positions.of(second));
    Position never = new Position(partition, second.offset() + 1);
    assertThat(new ReadPasswordMarks(reads()).of(ANN, Positions.of(never)))
        .isInstanceOfSatisfying(
            PasswordMarks.Unknown.class,
            unknown -> assertThat(unknown.code()).isEqualTo(ErrorCode.POSITION_NOT_REACHED));
  }
}
