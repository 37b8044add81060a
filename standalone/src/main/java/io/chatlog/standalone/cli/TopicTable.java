package io.chatlog.standalone.cli;

import io.chatlog.topic.TopicCatalogue;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.TopicReport;
import io.chatlog.topic.TopicSettings;
import io.chatlog.topic.TopicState;
import java.io.PrintWriter;

/** Prints the topics as a person reads them. */
final class TopicTable {
  private static final String ROW = "%-20s %-8s %10s %8s %6s  %-15s %s%n";

  private TopicTable() {}

  static void print(TopicReport report, TopicPlan plan, PrintWriter out) {
    out.printf(ROW, "TOPIC", "STATE", "PARTITIONS", "REPLICAS", "INSYNC", "CLEANUP", "COMPRESSION");
    for (TopicSettings settings : TopicCatalogue.topics(plan)) {
      TopicState topic = report.present().get(settings.name());
      if (topic == null) {
        out.printf(ROW, settings.name(), "absent", "", "", "", "", "");
        continue;
      }
      out.printf(
          ROW,
          topic.name(),
          report.created().contains(topic.name()) ? "created" : "present",
          topic.partitions(),
          topic.replicationFactor(),
          topic.configs().get("min.insync.replicas"),
          topic.configs().get("cleanup.policy"),
          topic.configs().get("compression.type"));
    }
    out.flush();
  }
}
