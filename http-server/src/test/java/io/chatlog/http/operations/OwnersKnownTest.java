package io.chatlog.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.route.NodeAddress;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.PartitionStatus;
import io.chatlog.route.Topology;
import io.chatlog.view.Answer;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnersKnownTest {
  private final List<NodeMetadata> nodes = new ArrayList<>();
  private final OwnersKnown owners =
      new OwnersKnown(
          new Topology() {
            @Override
            public List<NodeMetadata> nodes() {
              return nodes;
            }

            @Override
            public <R> Answer<R> ask(NodeAddress address, int partition, Read<R> read) {
              throw new UnsupportedOperationException();
            }
          },
          2);

  private void node(int port, boolean ready, PartitionRole role, int partition) {
    nodes.add(
        new NodeMetadata(
            "n" + port,
            new NodeAddress("localhost", port),
            2,
            ready,
            List.of(new PartitionStatus(partition, role, 7, 8L, 0, 0)),
            List.of(),
            0L));
  }

  @Test
  void everyPartitionHasAnOwnerThatIsReady() {
    assertThat(owners.report().ready()).isFalse();
    node(1, true, PartitionRole.ACTIVE, 0);
    node(2, true, PartitionRole.STANDBY, 1);
    assertThat(owners.report().ready()).isFalse();
    node(3, false, PartitionRole.ACTIVE, 1);
    assertThat(owners.report().ready()).as("it applies what the log holds").isFalse();
    nodes.removeLast();
    node(3, true, PartitionRole.ACTIVE, 1);
    assertThat(owners.report().ready()).isTrue();
    nodes.removeLast();
    assertThat(owners.report().ready()).as("others are served").isTrue();
    nodes.clear();
    assertThat(owners.report().ready()).isFalse();
  }

  @Test
  void severalAreReadyTogether() {
    Readiness state = () -> new Readiness.Report(List.of(Readiness.Part.ready("state", "")));
    Readiness both = new Together(List.of(state, owners));
    assertThat(both.report().ready()).isFalse();
    assertThat(both.report().parts()).extracting(Readiness.Part::name).contains("partitions");
    node(1, true, PartitionRole.ACTIVE, 0);
    node(2, true, PartitionRole.ACTIVE, 1);
    assertThat(both.report().ready()).isTrue();
    assertThat(new Together(List.of(owners, state)).report().parts()).hasSize(2);
    nodes.clear();
    assertThat(new Together(List.of(owners, state)).report().parts()).hasSize(1);
  }
}
