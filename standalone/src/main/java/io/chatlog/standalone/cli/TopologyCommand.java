package io.chatlog.standalone.cli;

import io.chatlog.standalone.client.http.JsonView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chatlog topology}. */
@Command(
    name = "topology",
    header = "Partitions, their owners and stand-bys, and how far they are",
    description = {
      "Prints every partition with the node that owns it, its stand-bys, how far it is and how many"
          + " records it is behind; and every node with the version of settings that it has"
          + " applied.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 every partition has an owner, 1 one has none or refused, 2 usage, 4 no server.",
      "",
      "Examples:",
      "  ./chatlog topology",
      "  ./chatlog topology --json"
    })
final class TopologyCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final LookOptions look = new LookOptions();

  @Override
  public Integer call() throws InterruptedException {
    return look.print(spec, "/v1/admin/topology", TopologyCommand::print, TopologyCommand::isOwned);
  }

  private static boolean isOwned(JsonView answer) {
    return answer.at("partitions").items().stream().allMatch(each -> each.at("owner").isPresent());
  }

  private static void print(JsonView answer, PrintWriter out) {
    TextTable partitions =
        new TextTable(">partition", "owner", "stand-bys", ">applied", ">lag", "restoring");
    for (JsonView partition : answer.at("partitions").items()) {
      partitions.row(
          List.of(
              partition.text("partition"),
              shown(partition.at("owner")),
              partition.at("standbys").items().stream()
                  .map(JsonView::text)
                  .collect(Collectors.joining(", ")),
              shown(partition.at("applied_offset")),
              shown(partition.at("lag")),
              partition.at("restoring").items().stream()
                  .map(TopologyCommand::restoring)
                  .collect(Collectors.joining(", "))));
    }
    partitions.print(out);
    TextTable nodes = new TextTable("node", "address", "ready", ">settings");
    for (JsonView node : answer.at("nodes").items()) {
      nodes.row(
          List.of(
              node.text("node_id"),
              node.text("address"),
              node.text("ready").equals("true") ? "yes" : "no",
              shown(node.at("config_version"))));
    }
    nodes.print(out);
  }

  private static String restoring(JsonView node) {
    return node.text("node")
        + " "
        + node.text("restored_records")
        + "/"
        + node.text("total_records");
  }

  private static String shown(JsonView value) {
    return value.isPresent() ? value.text() : "-";
  }
}
