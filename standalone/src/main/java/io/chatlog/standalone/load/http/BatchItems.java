package io.chatlog.standalone.load.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.standalone.load.BatchSender.Accepted;
import io.chatlog.standalone.load.BatchSender.Duplicate;
import io.chatlog.standalone.load.BatchSender.Item;
import io.chatlog.standalone.load.BatchSender.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the {@code items} of a batch answer. */
final class BatchItems {
  private static final Item NOT_NAMED =
      new Refused("no_answer", "the server's answer does not name the item", false);

  private BatchItems() {}

  /** One item for each of so many lines, in their order. */
  static List<Item> read(JsonNode items, int lines) {
    List<Item> read = new ArrayList<>(Collections.nCopies(lines, NOT_NAMED));
    for (JsonNode item : items) {
      int index = item.path("index").asInt(-1);
      if (index >= 0 && index < lines) {
        read.set(index, item(item));
      }
    }
    return read;
  }

  private static Item item(JsonNode item) {
    if (item.path("success").asBoolean(false)) {
      return item.path("duplicate").asBoolean(false) ? new Duplicate() : new Accepted();
    }
    return new Refused(
        item.path("code").asText("unknown"),
        item.path("error_message").asText(""),
        item.path("retryable").asBoolean(false));
  }
}
