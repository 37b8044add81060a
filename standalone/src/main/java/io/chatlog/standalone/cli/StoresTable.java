package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints what nodes keep, and what their topics take, as a person reads it. */
final class StoresTable {
  private StoresTable() {}

  static void print(JsonView answer, PrintWriter out) {
    for (JsonView node : answer.at("nodes").items()) {
      out.println(
          TerminalText.line("node " + node.text("node_id") + " at " + node.text("address")));
      TextTable table = new TextTable(">partition", "role", "what", ">entries", ">bytes", ">reads");
      for (JsonView partition : node.at("partitions").items()) {
        rows(partition, table);
      }
      table.print(out);
      memory(node.at("memory"), out);
    }
    JsonView log = answer.at("log");
    if (log.at("fault").isPresent()) {
      out.println(TerminalText.line("topics: " + log.text("fault")));
    } else {
      TextTable topics = new TextTable("topic", ">partitions", ">replicas", ">bytes");
      log.at("topics")
          .fields()
          .forEach(
              (name, topic) ->
                  topics.row(
                      List.of(
                          name,
                          number(topic.at("partitions")),
                          number(topic.at("replicas")),
                          number(topic.at("bytes")))));
      topics.print(out);
    }
    out.flush();
  }

  private static void rows(JsonView partition, TextTable table) {
    String number = partition.text("partition");
    String role = partition.text("role");
    if (partition.at("fault").isPresent()) {
      table.row(List.of(number, role, partition.text("fault"), "-", "-", "-"));
      return;
    }
    JsonView rows = partition.at("rows");
    table.row(
        List.of(
            number, role, "rows", "-", number(rows.at("bytes")), number(partition.at("reads"))));
    rows.at("kinds")
        .fields()
        .forEach(
            (name, kind) ->
                table.row(
                    List.of(
                        "",
                        "",
                        "  " + name,
                        (kind.text("estimated").equals("true") ? "~" : "")
                            + number(kind.at("entries")),
                        number(kind.at("bytes")),
                        "")));
    JsonView index = partition.at("index");
    table.row(
        List.of("", "", "index", number(index.at("messages")), number(index.at("bytes")), ""));
    partition
        .at("reads_by_kind")
        .fields()
        .forEach((name, many) -> table.row(List.of("", "", "  " + name, "", "", number(many))));
  }

  private static void memory(JsonView memory, PrintWriter out) {
    if (memory.isPresent()) {
      JsonView ratio = memory.at("cache_hit_ratio");
      out.println(
          "memory: "
              + number(memory.at("used_bytes"))
              + " of "
              + number(memory.at("limit_bytes"))
              + " bytes, cache hits "
              + (ratio.isPresent()
                  ? String.format(Locale.ROOT, "%.1f %%", 100 * ratio.decimal())
                  : "none yet"));
    }
  }

  private static String number(JsonView value) {
    return value.isInteger() ? String.format(Locale.ROOT, "%,d", value.integer()) : "-";
  }
}
