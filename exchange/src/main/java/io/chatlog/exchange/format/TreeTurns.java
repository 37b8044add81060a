package io.chatlog.exchange.format;

import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the messages of a tree: the thread, then each branch from where it leaves what was told
 * before. The ids and their order are the same whether the branches are told with the thread or at
 * a later reading. Used for one conversation.
 *
 * <p>A message of a branch has {@code branch} in its metadata, the id of the branch's first
 * message, and {@code branch_after}, the id of the message that the branch follows, which is absent
 * where it begins the conversation.
 */
final class TreeTurns {
  /**
   * What stands at a node.
   *
   * @param time of its message, or of the one before it that has any
   * @param message the id of its message, or of the one before it that is told
   */
  private record Reached(@Nullable Long time, @Nullable String message) {}

  private final String session;
  private final Reached begin;
  private final Records records;
  private final Map<String, Reached> reached = new HashMap<>();

  /**
   * @param created the time of what has none before it, or null
   */
  TreeTurns(String session, @Nullable Long created, Records records) {
    this.session = session;
    this.begin = new Reached(created, null);
    this.records = records;
  }

  /** The thread that is the session. */
  void thread(List<MessageNode> nodes) {
    Reached at = begin;
    for (MessageNode node : nodes) {
      at = tell(node, at, null);
    }
  }

  /**
   * A branch, whose first node follows one that was told before.
   *
   * @param parent the key of that node, or null
   */
  void branch(@Nullable String parent, List<MessageNode> nodes) {
    Reached after = parent == null ? begin : reached.getOrDefault(parent, begin);
    Reached at = after;
    Branch branch = null;
    for (MessageNode node : nodes) {
      if (branch == null && node.what() instanceof MessageNode.Said) {
        branch = new Branch(id(node), after.message());
      }
      at = tell(node, at, branch);
    }
  }

  private record Branch(String name, @Nullable String after) {}

  private String id(MessageNode node) {
    return Keys.message(Format.CHATGPT, session, node.id());
  }

  private Reached tell(MessageNode node, Reached before, @Nullable Branch branch) {
    Long time = node.timeMicros() == null ? before.time() : node.timeMicros();
    String message = before.message();
    switch (node.what()) {
      case MessageNode.Left(Skip reason) -> records.skipped(reason);
      case MessageNode.Said said -> {
        message = id(node);
        records.turn(
            new Turn(
                message,
                said.role(),
                said.content(),
                time,
                null,
                branch == null ? said.metadataJson() : added(said.metadataJson(), branch)));
      }
    }
    Reached here = new Reached(time, message);
    reached.put(node.id(), here);
    return here;
  }

  private static String added(@Nullable String metadataJson, Branch branch) {
    // Ids that are UUIDs: nothing in them has to be escaped.
    String fields = "\"branch\":\"" + branch.name() + "\"";
    return Fitting.added(
        metadataJson,
        branch.after() == null ? fields : fields + ",\"branch_after\":\"" + branch.after() + "\"");
  }
}
