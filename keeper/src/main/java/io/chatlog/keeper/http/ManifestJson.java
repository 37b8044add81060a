package io.chatlog.keeper.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.backup.Counts;
import io.chatlog.keeper.backup.Kind;
import io.chatlog.keeper.backup.Manifest;
import io.chatlog.keeper.backup.Manifest.DataFile;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The manifest of a backup as JSON, in its file and in answers. */
final class ManifestJson {
  private static final String FORMAT = "chatlog-backup";
  private static final FieldNames NAMES =
      FieldNames.of(
          "format",
          "version",
          "chatlog_version",
          "created_at",
          "partitions",
          "user_id",
          "positions",
          "counts",
          "files");
  private static final FieldNames VERSION_ONLY = FieldNames.open("format", "version");
  private static final FieldNames FILE_NAMES =
      FieldNames.of("name", "partition", "bytes", "sha256", "counts");
  private static final FieldNames COUNT_NAMES =
      FieldNames.of(Arrays.stream(Kind.values()).map(Kind::countName).toArray(String[]::new));

  private ManifestJson() {}

  /** Writes the fields of a manifest; the object around them is the caller's. */
  static void write(Manifest manifest, JsonWriter json) throws IOException {
    json.field("format", FORMAT)
        .field("version", Manifest.FORMAT_VERSION)
        .field("chatlog_version", manifest.chatlogVersion())
        .field("created_at", manifest.createdAt())
        .field("partitions", manifest.partitions())
        .field("user_id", manifest.user() == null ? null : manifest.user().value())
        .field("positions", manifest.reflects().toString());
    write("counts", manifest.counts(), json);
    json.arrayField("files");
    for (DataFile file : manifest.files()) {
      json.startObject().field("name", file.name());
      if (file.partition() == null) {
        json.nullField("partition");
      } else {
        json.field("partition", file.partition().longValue());
      }
      json.field("bytes", file.bytes()).field("sha256", file.sha256());
      write("counts", file.counts(), json);
      json.endObject();
    }
    json.endArray();
  }

  static void write(String name, Counts counts, JsonWriter json) throws IOException {
    json.objectField(name);
    for (Map.Entry<Kind, Long> count : counts.byKind().entrySet()) {
      json.field(count.getKey().countName(), count.getValue().longValue());
    }
    json.endObject();
  }

  static Manifest read(byte[] bytes) {
    try {
      Fields first = StrictJson.object(Body.of(bytes), VERSION_ONLY);
      Long version = first.integer("version", 0, Long.MAX_VALUE);
      if (!FORMAT.equals(first.text("format"))
          || version == null
          || version < 1
          || version > Manifest.FORMAT_VERSION) {
        throw new ProblemException(
            ErrorCode.BACKUP_NOT_KNOWN,
            "this version reads " + FORMAT + " 1 to " + Manifest.FORMAT_VERSION + " only");
      }
      return manifest(StrictJson.object(Body.of(bytes), NAMES), version);
    } catch (IllegalArgumentException broken) {
      throw broken(String.valueOf(broken.getMessage()));
    } catch (ProblemException malformed) {
      throw malformed.problem().code() == ErrorCode.BACKUP_NOT_KNOWN
          ? malformed
          : broken(malformed.problem().detail());
    }
  }

  private static ProblemException broken(String detail) {
    return new ProblemException(
        ErrorCode.BACKUP_BROKEN, Manifest.FILE + " cannot be read: " + detail);
  }

  private static Manifest manifest(Fields fields, long version) {
    Instant createdAt = fields.instant("created_at");
    String positions = text("positions", fields);
    String user = fields.text("user_id");
    List<DataFile> files = files(fields, version);
    Manifest manifest =
        new Manifest(
            text("chatlog_version", fields),
            createdAt == null ? Instant.EPOCH : createdAt,
            (int) number("partitions", Positions.PARTITIONS_MAX, fields),
            user == null ? null : new UserId(user),
            positions.isEmpty()
                ? Positions.NONE
                : Positions.parse(positions)
                    .orElseThrow(() -> new IllegalArgumentException("positions")),
            files);
    if (!counts(fields, version).equals(manifest.counts())) {
      throw new IllegalArgumentException("the counts of its files are other ones than its own");
    }
    fields.faults().throwIfAny();
    return manifest;
  }

  private static List<DataFile> files(Fields fields, long version) {
    List<DataFile> files = new ArrayList<>();
    String json = fields.array("files");
    if (json == null || json.equals("[]")) {
      return files;
    }
    ItemReader items = ItemReader.array(Body.of(json), FILE_NAMES, Manifest.FILES_MAX);
    while (items.next()) {
      Fields file = items.fields();
      String name = text("name", file);
      if (!name.matches("[a-z0-9.-]{1,64}") || name.startsWith(".")) {
        throw new IllegalArgumentException("the name of a file");
      }
      files.add(
          new DataFile(
              name,
              file.isNull("partition")
                  ? null
                  : (Integer) (int) number("partition", Positions.PARTITIONS_MAX, file),
              number("bytes", Long.MAX_VALUE, file),
              text("sha256", file),
              counts(file, version)));
      file.faults().throwIfAny();
    }
    return files;
  }

  private static Counts counts(Fields fields, long version) {
    String json = fields.object("counts");
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    if (json == null) {
      throw new IllegalArgumentException("it has no counts");
    }
    Fields named = StrictJson.object(Body.of(json), COUNT_NAMES);
    if (!named.faults().isEmpty()) {
      throw new ProblemException(
          ErrorCode.BACKUP_NOT_KNOWN, "this version does not know all that the backup holds");
    }
    for (Kind kind : Kind.values()) {
      if (version > 1 || kind.compareTo(Kind.MESSAGE) <= 0) {
        counts.put(kind, number(kind.countName(), Long.MAX_VALUE, named));
      }
    }
    return new Counts(counts);
  }

  private static String text(String name, Fields fields) {
    String text = fields.text(name);
    if (text == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return text;
  }

  private static long number(String name, long max, Fields fields) {
    Long number = fields.integer(name, 0, max);
    if (number == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return number;
  }
}
