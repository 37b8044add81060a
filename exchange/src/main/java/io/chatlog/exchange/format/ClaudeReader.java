package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.FaultException;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code conversations.json} of Claude: an array of conversations, or one alone. Messages
 * stand in the order of the file, whatever their times say; one without a time has that of the one
 * before. Exports that were touched by other programs name things differently: {@code
 * conversation_id}, {@code title} and {@code create_time} are understood as well.
 */
final class ClaudeReader implements JsonReader {
  @Override
  public void read(JsonInput in, Place place, Records records) throws IOException {
    Conversations.each(in, place, records, _ -> conversation(in, records));
  }

  private static void conversation(JsonInput in, Records records) throws IOException {
    if (!in.atObject()) {
      throw new FaultException(ErrorCode.INVALID_FIELD, "the conversation is not an object");
    }
    Head head = new Head();
    in.fields(
        name -> {
          switch (name) {
            case "uuid" -> head.uuid = in.text();
            case "conversation_id", "id" -> head.otherId = in.text();
            case "name" -> head.name = in.text();
            case "title" -> head.title = in.text();
            case "created_at", "create_time" -> head.created = SourceTime.of(in.passing());
            case "updated_at", "is_starred", "model", "summary" ->
                head.metadata.put(name, Cut.scalar(in.passing()));
            case "chat_messages" -> messages(in, head);
            default -> {}
          }
          return true;
        });
    tell(head, records);
  }

  private static void messages(JsonInput in, Head head) throws IOException {
    head.hasMessages = in.atArray();
    in.items(
        () -> {
          ClaudeMessage message = ClaudeMessage.read(in.passing());
          in.keep(message.id());
          in.keep(message.content());
          in.keep(message.metadataJson());
          head.messages.add(message);
          return true;
        });
  }

  private static void tell(Head head, Records records) {
    String sourceId = head.uuid == null ? head.otherId : head.uuid;
    if (sourceId == null || sourceId.isBlank()) {
      throw new FaultException(ErrorCode.MISSING_FIELD, "the conversation has no uuid");
    }
    if (!head.hasMessages) {
      throw new FaultException(
          ErrorCode.MISSING_FIELD, "the conversation has no chat_messages that is an array");
    }
    String session = Keys.session(Format.CLAUDE, sourceId);
    Long last = head.created;
    for (ClaudeMessage message : head.messages) {
      last = last == null ? message.timeMicros() : last;
    }
    head.metadata.put("conversation_id", Cut.text(sourceId));
    records.begin(
        new Conversation(
            session,
            head.name == null || head.name.isBlank() ? head.title : head.name,
            last,
            head.metadata.compact(),
            Format.CLAUDE.wireName(),
            Format.CLAUDE.wireName()));
    for (int at = 0; at < head.messages.size(); at++) {
      ClaudeMessage message = head.messages.get(at);
      last = message.timeMicros() == null ? last : message.timeMicros();
      message.skips().forEach(records::skipped);
      if (message.role() == null) {
        records.skipped(Skip.UNKNOWN_ROLE);
      } else if (message.content().isBlank()) {
        records.skipped(message.onlyThought() ? Skip.REASONING : Skip.BLANK);
      } else {
        String key = message.id() == null ? "#" + at : message.id();
        records.turn(
            new Turn(
                Keys.message(Format.CLAUDE, session, key),
                message.role(),
                message.content(),
                last,
                null,
                message.metadataJson()));
      }
    }
    records.end();
  }

  /** What is known of a conversation when all of it was read. */
  private static final class Head {
    private @Nullable String uuid;
    private @Nullable String otherId;
    private @Nullable String name;
    private @Nullable String title;
    private @Nullable Long created;
    private boolean hasMessages;
    private final List<ClaudeMessage> messages = new ArrayList<>();
    private final Json.Builder metadata = new Json.Builder();
  }
}
