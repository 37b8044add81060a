package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.FaultException;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code conversations.json} of ChatGPT: an array of conversations, or one alone. A
 * conversation is a tree; its session is the thread that ChatGPT shows, from {@code current_node}
 * to the root. Messages beside that thread are counted and left out, or come behind it when asked
 * for.
 */
final class ChatGptReader implements JsonReader {
  /** What is kept of a conversation beside its messages. */
  private static final Set<String> KEPT =
      Set.of(
          "update_time",
          "default_model_slug",
          "gizmo_id",
          "is_archived",
          "is_starred",
          "memory_scope",
          "conversation_origin",
          "conversation_template_id");

  private final Branches branches;

  ChatGptReader(Branches branches) {
    this.branches = branches;
  }

  @Override
  public void read(JsonInput in, Place place, Records records) throws IOException {
    Conversations.each(in, place, records, where -> conversation(in, where, records));
  }

  private void conversation(JsonInput in, String where, Records records) throws IOException {
    if (!in.atObject()) {
      throw new FaultException(ErrorCode.INVALID_FIELD, "the conversation is not an object");
    }
    Head head = new Head();
    in.fields(
        name -> {
          switch (name) {
            case "mapping" -> head.tree = MessageTree.read(in);
            case "title" -> head.title = in.text();
            case "create_time" -> head.createTime = in.passing();
            case "conversation_id" -> head.conversationId = in.text();
            case "id" -> head.id = in.text();
            case "current_node" -> head.currentNode = in.text();
            default -> {
              if (KEPT.contains(name)) {
                head.metadata.put(name, Cut.scalar(in.passing()));
              }
            }
          }
          return true;
        });
    String sourceId = head.conversationId == null ? head.id : head.conversationId;
    if (sourceId == null || sourceId.isBlank()) {
      throw new FaultException(ErrorCode.MISSING_FIELD, "the conversation has no id");
    }
    String session = Keys.session(Format.CHATGPT, sourceId);
    if (head.tree == null) {
      records.failed(
          new Failed(
              session,
              null,
              where,
              ErrorCode.MISSING_FIELD,
              "the conversation has no mapping that is an object"));
      return;
    }
    tell(head, head.tree, session, sourceId, records);
  }

  private void tell(Head head, MessageTree tree, String session, String sourceId, Records records) {
    List<MessageNode> thread = tree.thread(head.currentNode);
    Long created = SourceTime.of(head.createTime);
    if (created == null) {
      created = firstTime(thread);
    }
    head.metadata.put("conversation_id", Cut.text(sourceId));
    records.begin(
        new Conversation(
            session,
            head.title,
            created,
            head.metadata.compact(),
            Format.CHATGPT.wireName(),
            Format.CHATGPT.wireName()));
    TreeTurns turns = new TreeTurns(session, created, records);
    turns.thread(thread);
    switch (branches) {
      case MAIN -> tree.beside(thread).forEach(records::skipped);
      case ALL ->
          tree.branches(thread).forEach(branch -> turns.branch(branch.parent(), branch.nodes()));
    }
    records.end();
  }

  private static @Nullable Long firstTime(List<MessageNode> thread) {
    for (MessageNode node : thread) {
      if (node.timeMicros() != null) {
        return node.timeMicros();
      }
    }
    return null;
  }

  /** What is known of a conversation when all of it was read. */
  private static final class Head {
    private @Nullable String title;
    private Json createTime = Json.Word.NULL;
    private @Nullable String conversationId;
    private @Nullable String id;
    private @Nullable String currentNode;
    private @Nullable MessageTree tree;
    private final Json.Builder metadata = new Json.Builder();
  }
}
