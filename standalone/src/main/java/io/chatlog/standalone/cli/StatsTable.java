package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints statistics as a person reads them. */
final class StatsTable {
  private StatsTable() {}

  /** A line for each figure; those of a group are named {@code group.figure}. */
  static void print(JsonView answer, PrintWriter out) {
    TextTable table = new TextTable("figure", ">value");
    rows("", answer, table);
    table.printRows(out);
  }

  private static void rows(String group, JsonView object, TextTable table) {
    for (Map.Entry<String, JsonView> field : object.fields().entrySet()) {
      String name = group + field.getKey();
      JsonView value = field.getValue();
      if (value.isContainer()) {
        rows(name + ".", value, table);
      } else {
        table.row(List.of(name, shown(value)));
      }
    }
  }

  /** A line for each day, channel and status. */
  static void printDays(JsonView answer, PrintWriter out) {
    TextTable table =
        new TextTable(
            "date", "channel", "status", ">conversations", ">messages", ">users", "first", "last");
    List<JsonView> days = answer.at("items").items();
    for (JsonView day : days) {
      table.row(
          List.of(
              day.text("date"),
              day.text("channel"),
              day.text("status"),
              shown(day.at("total_conversations")),
              shown(day.at("messages")),
              shown(day.at("unique_users")),
              shown(day.at("first_conversation")),
              shown(day.at("last_conversation"))));
    }
    if (days.isEmpty()) {
      out.println("no conversation began on these days");
      out.flush();
    } else {
      table.print(out);
    }
  }

  private static String shown(JsonView value) {
    if (!value.isPresent()) {
      return "-";
    }
    if (value.isInteger()) {
      return String.format(Locale.ROOT, "%,d", value.integer());
    }
    return value.isNumber()
        ? String.format(Locale.ROOT, "%,.2f", value.decimal())
        : ShownTime.seconds(value.text());
  }
}
