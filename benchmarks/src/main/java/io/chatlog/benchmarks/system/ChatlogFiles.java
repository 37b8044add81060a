package io.chatlog.benchmarks.system;

import io.chatlog.benchmarks.measure.Disk;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Chatlog keeps below its directory. */
final class ChatlogFiles {
  private ChatlogFiles() {}

  /** Bytes by part. */
  static Map<String, Long> bytes(Path directory) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("events", Disk.bytes(directory, folder -> folder.startsWith("chatlog.events-")));
    parts.put("feed", Disk.bytes(directory, folder -> folder.startsWith("chatlog.feed-")));
    parts.put("changelog", Disk.bytes(directory, folder -> folder.contains("-changelog-")));
    parts.put(
        "other topics",
        Disk.bytes(
            directory,
            folder ->
                folder.matches("(chatlog\\.|__).*-\\d+")
                    && !folder.startsWith("chatlog.events-")
                    && !folder.startsWith("chatlog.feed-")));
    parts.put("rocksdb", Disk.bytes(directory, "rocksdb"::equals));
    parts.put("lucene", Disk.bytes(directory, "index"::equals));
    return parts;
  }

  /** The directories that hold an index of Lucene each. */
  static List<Path> indexes(Path directory) {
    return Disk.paths(directory).stream()
        .filter(path -> path.getFileName().toString().startsWith("segments_"))
        .map(Path::getParent)
        .distinct()
        .sorted()
        .toList();
  }
}
