package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Skip;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code mapping} of a ChatGPT conversation. Parents are what the nodes say; where one says
 * nothing, what the {@code children} of another say, which slim exports leave out.
 */
final class MessageTree {
  private final Map<String, MessageNode> nodes = new LinkedHashMap<>();
  private final Map<String, String> parentByChild = new HashMap<>();

  private MessageTree() {}

  /** Reads the object at whose beginning the input is; null where it is none. */
  static @Nullable MessageTree read(JsonInput in) throws IOException {
    if (!in.atObject()) {
      return null;
    }
    MessageTree tree = new MessageTree();
    in.fields(
        key -> {
          tree.add(key, in);
          return true;
        });
    return tree;
  }

  private void add(String key, JsonInput in) throws IOException {
    NodeFields fields = new NodeFields();
    in.fields(
        name -> {
          switch (name) {
            case "parent" -> fields.parent = in.text();
            case "message" -> {
              Json message = in.passing();
              fields.time = SourceTime.of(message.get("create_time"));
              fields.what = ChatGptMessage.read(message);
            }
            case "children" -> {
              for (Json child : in.passing().items()) {
                String id = child.text();
                if (id != null) {
                  in.keep(id);
                  parentByChild.putIfAbsent(id, key);
                }
              }
            }
            default -> {}
          }
          return true;
        });
    in.keep(key);
    if (fields.what instanceof MessageNode.Said said) {
      in.keep(said.content());
      in.keep(said.metadataJson());
    }
    nodes.put(key, new MessageNode(key, fields.parent, fields.time, fields.what));
  }

  private static final class NodeFields {
    private @Nullable String parent;
    private @Nullable Long time;
    private MessageNode.What what = new MessageNode.Left(Skip.NO_MESSAGE);
  }

  /**
   * The thread that ends at a node, from the root on. A node that is its own ancestor ends the walk
   * upwards.
   *
   * @param current where the thread ends; the newest leaf where it names no node
   */
  List<MessageNode> thread(@Nullable String current) {
    MessageNode node = current == null ? null : nodes.get(current);
    if (node == null) {
      node = newestLeaf();
    }
    List<MessageNode> thread = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (node != null && seen.add(node.id())) {
      thread.add(node);
      node = parentOf(node);
    }
    Collections.reverse(thread);
    return thread;
  }

  private @Nullable MessageNode parentOf(MessageNode node) {
    String parent = node.parent() == null ? parentByChild.get(node.id()) : node.parent();
    return parent == null ? null : nodes.get(parent);
  }

  /** The leaf with the latest time, the last of several; any node where each has a child. */
  private @Nullable MessageNode newestLeaf() {
    Set<String> parents = new HashSet<>();
    for (MessageNode node : nodes.values()) {
      MessageNode parent = parentOf(node);
      if (parent != null) {
        parents.add(parent.id());
      }
    }
    MessageNode newest = null;
    boolean newestIsLeaf = false;
    for (MessageNode node : nodes.values()) {
      boolean leaf = !parents.contains(node.id());
      if (newest == null
          || (leaf && !newestIsLeaf)
          || (leaf == newestIsLeaf && time(node) >= time(newest))) {
        newest = node;
        newestIsLeaf = leaf;
      }
    }
    return newest;
  }

  private static long time(MessageNode node) {
    return node.timeMicros() == null ? Long.MIN_VALUE : node.timeMicros();
  }

  /** Nodes in a row beside the thread, and the key of the node that the first one follows. */
  record Branch(@Nullable String parent, List<MessageNode> nodes) {}

  /**
   * Every node that is not in the thread, in branches: those that begin the conversation anew, then
   * those that leave the thread, from its root on, then those that leave these. Where a node has
   * several followers, the earliest goes on with its branch and each other one begins its own, so
   * that an answer that is added later changes no branch that was there.
   */
  List<Branch> branches(List<MessageNode> thread) {
    Map<String, List<MessageNode>> followers = new HashMap<>();
    Deque<MessageNode> starts = new ArrayDeque<>();
    for (MessageNode node : nodes.values()) {
      MessageNode parent = parentOf(node);
      if (parent == null) {
        starts.add(node);
      } else {
        followers.computeIfAbsent(parent.id(), _ -> new ArrayList<>()).add(node);
      }
    }
    followers.values().forEach(each -> each.sort(Comparator.comparingLong(MessageTree::time)));
    Set<String> seen = new HashSet<>();
    thread.forEach(node -> seen.add(node.id()));
    thread.forEach(node -> starts.addAll(followers.getOrDefault(node.id(), List.of())));
    List<Branch> branches = new ArrayList<>();
    follow(starts, followers, seen, branches);
    for (MessageNode ofCycle : nodes.values()) {
      starts.add(ofCycle);
      follow(starts, followers, seen, branches);
    }
    return branches;
  }

  private void follow(
      Deque<MessageNode> starts,
      Map<String, List<MessageNode>> followers,
      Set<String> seen,
      List<Branch> branches) {
    for (MessageNode start = starts.poll(); start != null; start = starts.poll()) {
      List<MessageNode> row = new ArrayList<>();
      MessageNode node = start;
      while (node != null && seen.add(node.id())) {
        row.add(node);
        List<MessageNode> next = followers.getOrDefault(node.id(), List.of());
        node = next.isEmpty() ? null : next.getFirst();
        starts.addAll(next.subList(Math.min(1, next.size()), next.size()));
      }
      if (!row.isEmpty()) {
        MessageNode parent = parentOf(start);
        branches.add(new Branch(parent == null ? null : parent.id(), row));
      }
    }
  }

  /** Why each node that is not in the thread is left out. */
  List<Skip> beside(List<MessageNode> thread) {
    Set<String> inThread = new HashSet<>();
    thread.forEach(node -> inThread.add(node.id()));
    List<Skip> reasons = new ArrayList<>();
    for (MessageNode node : nodes.values()) {
      if (!inThread.contains(node.id())) {
        reasons.add(
            node.what() instanceof MessageNode.Left(Skip reason) ? reason : Skip.OTHER_BRANCH);
      }
    }
    return reasons;
  }
}
