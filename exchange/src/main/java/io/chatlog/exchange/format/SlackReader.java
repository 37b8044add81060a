package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.format.SlackDirectory.Channel;
import io.chatlog.exchange.input.ExportFiles;
import io.chatlog.exchange.json.FaultException;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the export of a Slack workspace: one session for each channel, its days in their order, one
 * day in memory at a time. A reply stands at its own time and names its thread in the metadata,
 * whether the thread's first message is in the export or not.
 *
 * <p>A day that cannot be read harms no other one. Where a list of channels cannot be read, folders
 * that no other list names are left out: the ids of their channels, which those of the sessions are
 * made of, stand in that list only.
 */
final class SlackReader {
  private final ExportFiles files;
  private final String root;
  private final JsonInput.Opener opener;
  private final Records records;
  private final SlackDirectory directory;
  private final SlackText texts;
  private final DamagedFiles damaged;
  private boolean any;

  private SlackReader(
      ExportFiles files,
      String root,
      JsonInput.Opener opener,
      Records records,
      SlackDirectory directory,
      DamagedFiles damaged) {
    this.files = files;
    this.root = root;
    this.opener = opener;
    this.records = records;
    this.directory = directory;
    this.damaged = damaged;
    this.texts = new SlackText(directory::userName, directory::channelName);
  }

  /**
   * Reads the whole of it.
   *
   * @param damaged what is not read; takes what turns out to be so, folders with a slash behind
   * @return whether any day was read
   */
  static boolean read(
      ExportFiles files, JsonInput.Opener opener, Records records, DamagedFiles damaged)
      throws IOException {
    String root = SlackDirectory.root(files.names()).orElseThrow();
    SlackDirectory directory = SlackDirectory.read(files, root, opener, damaged);
    SlackReader reader = new SlackReader(files, root, opener, records, directory, damaged);
    for (Map.Entry<String, List<String>> channel : reader.daysByFolder().entrySet()) {
      String folder = channel.getKey();
      if (directory.isKnown(folder)) {
        reader.channel(directory.channel(folder), channel.getValue());
      } else if (!damaged.has(root + folder + "/")) {
        damaged.add(root + folder + "/", directory.whyUnknown());
      }
    }
    return reader.any;
  }

  private Map<String, List<String>> daysByFolder() {
    Map<String, List<String>> days = new LinkedHashMap<>();
    for (String file : files.names()) {
      if (!file.startsWith(root)) {
        records.skipped(Skip.OTHER_FILE);
        continue;
      }
      String path = file.substring(root.length());
      int slash = path.indexOf('/');
      boolean isDay = slash > 0 && path.indexOf('/', slash + 1) < 0 && path.endsWith(".json");
      if (isDay) {
        days.computeIfAbsent(path.substring(0, slash), _ -> new ArrayList<>()).add(file);
      } else if (slash >= 0 || !path.endsWith(".json")) {
        records.skipped(Skip.OTHER_FILE);
      }
    }
    return days;
  }

  private void channel(Channel channel, List<String> days) throws IOException {
    String session = Keys.session(Format.SLACK, channel.id());
    Json.Builder metadata = new Json.Builder();
    metadata.put("channel_id", Cut.text(channel.id()));
    metadata.put("name", channel.name());
    metadata.put("kind", channel.kind());
    metadata.put("topic", channel.topic());
    metadata.put("purpose", channel.purpose());
    metadata.put(
        "members", channel.members().stream().map(user -> (Json) new Json.Text(user)).toList());
    Conversation conversation =
        new Conversation(
            session,
            title(channel),
            channel.createdMicros(),
            metadata.compact(),
            Format.SLACK.wireName(),
            Format.SLACK.wireName());
    boolean begun = false;
    for (String day : days) {
      List<SlackMessage> messages = damaged.has(day) ? null : day(day, session);
      if (messages != null) {
        if (!begun) {
          records.begin(conversation);
          begun = true;
        }
        messages.forEach(message -> tell(message, session));
      }
    }
    if (begun) {
      records.end();
    }
    any |= begun;
  }

  private @Nullable String title(Channel channel) {
    if (("dm".equals(channel.kind()) || "group_dm".equals(channel.kind()))
        && !channel.members().isEmpty()) {
      return String.join(", ", channel.members().stream().map(directory::userName).toList());
    }
    return channel.name() == null ? null : "#" + channel.name();
  }

  /** The messages of a day; null where it turns out to be damaged. */
  private @Nullable List<SlackMessage> day(String file, String session) throws IOException {
    List<SlackMessage> messages = new ArrayList<>();
    try (JsonInput in = opener.open(files.open(file))) {
      while (in.nextRoot()) {
        in.part(
            () -> messages(in, file, session, messages),
            fault -> records.failed(new Failed(session, null, file, fault.code(), fault.detail())));
      }
    } catch (UnreadableException e) {
      damaged.add(file, e);
      return null;
    }
    messages.sort(Comparator.comparingLong(SlackMessage::micros));
    return messages;
  }

  private void tell(SlackMessage message, String session) {
    if (message.skip() != null) {
      records.skipped(message.skip());
    } else {
      records.turn(
          new Turn(
              Keys.message(Format.SLACK, session, message.ts()),
              message.role(),
              message.content(),
              message.micros(),
              message.author(),
              message.metadataJson()));
    }
  }

  private void messages(JsonInput in, String file, String session, List<SlackMessage> messages)
      throws IOException {
    if (!in.atArray()) {
      throw new FaultException(ErrorCode.INVALID_FIELD, "the day is not an array of messages");
    }
    in.items(
        () -> {
          SlackMessage message = SlackMessage.read(in.passing(), directory, texts);
          if (message == null) {
            records.failed(
                new Failed(
                    session,
                    null,
                    file,
                    ErrorCode.MISSING_FIELD,
                    "a message has no ts that is a decimal number in a string"));
          } else {
            in.keep(message.content());
            in.keep(message.metadataJson());
            messages.add(message);
          }
          return true;
        });
  }
}
