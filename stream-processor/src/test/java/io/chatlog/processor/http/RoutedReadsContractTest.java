package io.chatlog.processor.http;

import io.chatlog.processor.http.HttpNodes.Running;
import io.chatlog.route.LocalReads;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.RoutedReads;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ReadsContract;
import io.chatlog.view.Reads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class RoutedReadsContractTest {
  @Nested
  class InOneProcess extends ReadsContract {
    private final ModelNode node = ModelNode.owningAll("here", state);
    private final LocalReads reads = new LocalReads(node, node, PARTITIONS, HttpNodes.settings());

    @Override
    protected Reads reads() {
      return reads;
    }
  }

  @Nested
  class OverOneNode extends ReadsContract {
    private final HttpNodes nodes = new HttpNodes(state);
    private final RoutedReads reads;

    OverOneNode() {
      Running only = nodes.start("only");
      for (int partition = 0; partition < PARTITIONS; partition++) {
        only.node().hold(partition, PartitionRole.ACTIVE);
      }
      reads = RoutedReads.overHttp(PARTITIONS, HttpNodes.settings(only));
    }

    @Override
    protected Reads reads() {
      return reads;
    }

    @AfterEach
    void close() {
      reads.close();
      nodes.close();
    }
  }

  @Nested
  class OverThreeNodesOfWhichOneIsTold extends ReadsContract {
    private final HttpNodes nodes = new HttpNodes(state);
    private final RoutedReads reads;

    OverThreeNodesOfWhichOneIsTold() {
      Running first = nodes.start("first");
      Running second = nodes.start("second");
      Running third = nodes.start("third");
      first.node().knows(second.address());
      second.node().knows(third.address()).hold(0, PartitionRole.ACTIVE);
      third.node().hold(1, PartitionRole.ACTIVE).hold(2, PartitionRole.ACTIVE);
      second.node().hold(3, PartitionRole.ACTIVE).hold(1, PartitionRole.STANDBY);
      reads = RoutedReads.overHttp(PARTITIONS, HttpNodes.settings(first));
    }

    @Override
    protected Reads reads() {
      return reads;
    }

    @AfterEach
    void close() {
      reads.close();
      nodes.close();
    }
  }
}
