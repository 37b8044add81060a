package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.input.ExportFiles;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who and what there is in a Slack export: channels with the folders of their days, and users. All
 * of it may be incomplete: a folder that no list names is a channel too, and a user that is not
 * listed has no name but its id.
 */
final class SlackDirectory {
  /** Channels, and users, of one export. */
  static final int LISTED_MAX = 100_000;

  private static final Map<String, String> LISTS =
      Map.of(
          "channels.json", "channel",
          "groups.json", "private",
          "dms.json", "dm",
          "mpims.json", "group_dm");
  private static final Set<String> USERS = Set.of("users.json", "org_users.json");

  /**
   * A channel.
   *
   * @param folder where its days are
   * @param kind channel, private, dm, group_dm, or null where no list has it
   */
  record Channel(
      String id,
      @Nullable String name,
      String folder,
      @Nullable String kind,
      @Nullable Long createdMicros,
      @Nullable String topic,
      @Nullable String purpose,
      List<String> members) {
    Channel {
      members = List.copyOf(members);
    }
  }

  /** A user. */
  record User(String name, boolean bot) {}

  private final Map<String, User> users = new HashMap<>();
  private final Map<String, Channel> byFolder = new LinkedHashMap<>();
  private final Map<String, String> channelNames = new HashMap<>();
  private @Nullable String missing;

  private SlackDirectory() {}

  /**
   * Where the lists are: an archive of a folder has that folder's name before every other. Empty
   * for what is no Slack export.
   */
  static Optional<String> root(List<String> files) {
    return files.stream()
        .filter(file -> LISTS.containsKey(file.substring(file.lastIndexOf('/') + 1)))
        .map(file -> file.substring(0, file.lastIndexOf('/') + 1))
        .min(java.util.Comparator.comparingInt(String::length));
  }

  /** Reads every list that can be read, each wholly or not at all. */
  static SlackDirectory read(
      ExportFiles files, String root, JsonInput.Opener opener, DamagedFiles damaged)
      throws IOException {
    SlackDirectory directory = new SlackDirectory();
    for (String file : files.names()) {
      String name = file.startsWith(root) ? file.substring(root.length()) : "";
      String kind = LISTS.get(name);
      if (kind == null && !USERS.contains(name)) {
        continue;
      }
      directory.add(list(files, file, kind, opener, damaged));
      if (kind != null && damaged.has(file)) {
        directory.missing = file;
      }
    }
    return directory;
  }

  /** What a list has: nothing where it is damaged. */
  private static SlackDirectory list(
      ExportFiles files,
      String file,
      @Nullable String kind,
      JsonInput.Opener opener,
      DamagedFiles damaged)
      throws IOException {
    SlackDirectory list = new SlackDirectory();
    if (damaged.has(file)) {
      return list;
    }
    try {
      if (kind != null) {
        each(files, file, opener, item -> list.addChannel(item, kind));
      } else {
        each(files, file, opener, list::addUser);
      }
      return list;
    } catch (UnreadableException e) {
      damaged.add(file, e);
      return new SlackDirectory();
    }
  }

  private void add(SlackDirectory list) throws UnreadableException {
    list.byFolder.forEach(byFolder::putIfAbsent);
    channelNames.putAll(list.channelNames);
    users.putAll(list.users);
    requireFew(byFolder.size());
    requireFew(users.size());
  }

  /** Whether it is known which channel a folder is of: one that no list has is one of its own. */
  boolean isKnown(String folder) {
    return missing == null || byFolder.containsKey(folder);
  }

  /** Why it is not known. */
  UnreadableException whyUnknown() {
    return new UnreadableException(
        ErrorCode.MISSING_FIELD,
        "no list that can be read has the channel of this folder; "
            + Place.shown(String.valueOf(missing))
            + " may have it");
  }

  private interface OfItem {
    void add(Json item) throws IOException;
  }

  private static void each(ExportFiles files, String file, JsonInput.Opener opener, OfItem reader)
      throws IOException {
    try (JsonInput in = opener.open(files.open(file))) {
      while (in.nextRoot()) {
        in.items(
            () -> {
              in.part(() -> reader.add(in.passing()), _ -> {});
              return true;
            });
      }
    }
  }

  private void addChannel(Json item, String kind) throws IOException {
    String id = item.get("id").visible();
    if (id == null) {
      return;
    }
    String name = Cut.text(item.get("name").visible());
    String folder = kind.equals("dm") || name == null ? id : name;
    List<String> members = new ArrayList<>();
    for (Json member : item.get("members").items()) {
      String user = Cut.text(member.visible());
      if (user != null && members.size() < Cut.ITEMS_MAX) {
        members.add(user);
      }
    }
    byFolder.putIfAbsent(
        folder,
        new Channel(
            id,
            name,
            folder,
            kind,
            SourceTime.of(item.get("created")),
            Cut.text(item.get("topic").get("value").visible()),
            Cut.text(item.get("purpose").get("value").visible()),
            members));
    if (name != null) {
      channelNames.put(id, name);
    }
    requireFew(byFolder.size());
  }

  private void addUser(Json item) throws IOException {
    String id = item.get("id").visible();
    if (id == null) {
      return;
    }
    Json profile = item.get("profile");
    for (Json candidate :
        List.of(
            profile.get("display_name"),
            profile.get("real_name"),
            item.get("real_name"),
            item.get("name"))) {
      String name = Cut.text(candidate.visible());
      if (name != null) {
        users.put(id, new User(name, item.get("is_bot").isTrue()));
        break;
      }
    }
    requireFew(users.size());
  }

  private static void requireFew(int listed) throws UnreadableException {
    if (listed > LISTED_MAX) {
      throw UnreadableException.beyondLimit(
          "the export lists more than " + LISTED_MAX + " channels or users");
    }
  }

  /** The channel of a folder. */
  Channel channel(String folder) {
    Channel listed = byFolder.get(folder);
    return listed == null
        ? new Channel(folder, folder, folder, null, null, null, null, List.of())
        : listed;
  }

  @Nullable User user(String id) {
    return users.get(id);
  }

  /** What a user is called; the id of one that is not listed. */
  String userName(String id) {
    User user = users.get(id);
    return user == null ? id : user.name();
  }

  /** What a channel is called; the id of one that is not listed. */
  String channelName(String id) {
    return channelNames.getOrDefault(id, id);
  }
}
