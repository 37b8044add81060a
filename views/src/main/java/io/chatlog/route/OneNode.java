package io.chatlog.route;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Positions;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import java.time.Duration;
import java.util.List;

/** Asks one node and no other. */
final class OneNode {
  private static final Freshness STALE = new Freshness(Positions.NONE, 0, true);

  private OneNode() {}

  static <R> Answer<R> ask(Node node, int partition, Read<R> read, Duration timeout) {
    try {
      return switch (node.read(partition, read, STALE, timeout)) {
        case PartitionAnswer.Answered<R> answered ->
            new Answer.Complete<>(
                answered.value(),
                Router.reflects(partition, answered.appliedOffset()),
                answered.stale(),
                List.of());
        case PartitionAnswer.Behind<R> _ -> failed(node, "is behind");
        case PartitionAnswer.NotHere<R> notHere -> failed(node, notHere.why());
      };
    } catch (NodeFailure failure) {
      return failed(node, String.valueOf(failure.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return failed(node, "interrupted");
    }
  }

  private static <R> Answer<R> failed(Node node, String why) {
    return new Answer.Failed<>(ErrorCode.PARTITION_UNAVAILABLE, node.address() + ": " + why);
  }
}
