package io.chatlog.keeper.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.keeper.backup.Keeper;
import io.chatlog.keeper.backup.Kind;
import io.chatlog.keeper.backup.Line;
import io.chatlog.keeper.backup.LineFormat;
import io.chatlog.keeper.backup.Manifest;
import io.chatlog.keeper.backup.Progress;
import io.chatlog.keeper.backup.Restored;
import io.chatlog.route.LocalReads;
import io.chatlog.route.RouteSettings;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups over a model: what is written is what is read, and nothing else is taken for one. */
class BackupFilesTest {
  private static final int PARTITIONS = 4;

  @TempDir private Path directory;
  private final ModelState state = new ModelState(PARTITIONS);
  private final List<LogRecord> appended = new ArrayList<>();
  private final Keeper keeper = keeper();

  private Keeper keeper() {
    ModelNode node = ModelNode.owningAll("node", state);
    LocalReads reads =
        new LocalReads(
            node,
            node,
            PARTITIONS,
            RouteSettings.from(com.typesafe.config.ConfigFactory.load().getConfig("chatlog")));
    EventLog log =
        new EventLog() {
          @Override
          public List<Append> append(List<LogRecord> records) {
            appended.addAll(records);
            return records.stream()
                .map(
                    record ->
                        (Append)
                            new Append.Acknowledged(
                                new Position(
                                    record.partition(), state.applied(record.partition()))))
                .toList();
          }

          @Override
          public void close() {}
        };
    EventEncoder encoder = new EventEncoder(8, PARTITIONS);
    AtomicInteger ids = new AtomicInteger();
    WritePorts ports =
        new WritePorts(
            encoder,
            log,
            new EmailClaims(encoder, log, reads, () -> "id-" + ids.incrementAndGet(), () -> NOW),
            () -> "id-" + ids.incrementAndGet(),
            () -> NOW);
    return new Keeper(reads, ports, new FileFormat(), Duration.ZERO, "test");
  }

  private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");

  private void put() {
    for (int number = 0; number < 10; number++) {
      String user = "user-" + number;
      state.put(ModelValues.user(user));
      state.put(ModelValues.session(user, "s-1", ModelValues.EPOCH_MICROS));
      state.put(
          ModelValues.session(
              ModelValues.session(user, "s-2", ModelValues.EPOCH_MICROS + 1),
              SessionStatus.DELETED,
              "web",
              null,
              Set.of("t")));
      for (int seq = 1; seq <= 3; seq++) {
        state.put(ModelValues.message(user, "s-1", "m-" + seq, Role.USER, "text", 1_000L * seq));
      }
    }
    state.putPassword(new UserId("user-3"), new PasswordHash("$argon2id$x"));
  }

  private Manifest backup(String name) {
    return keeper.backup(directory.resolve(name), null, Progress.UNTOLD);
  }

  @Test
  void everythingIsInItAndTheOwnerAloneMayReadIt() throws IOException {
    put();
    Manifest manifest = backup("b");
    assertThat(manifest.counts().of(Kind.USER)).isEqualTo(10);
    assertThat(manifest.counts().of(Kind.SESSION)).isEqualTo(20);
    assertThat(manifest.counts().of(Kind.MESSAGE)).isEqualTo(30);
    assertThat(manifest.files()).hasSize(PARTITIONS);
    try (var files = Files.list(directory.resolve("b"))) {
      assertThat(files.toList())
          .hasSize(PARTITIONS + 1)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("b"))))
        .isEqualTo("rwx------");
    try (var left = Files.list(directory)) {
      assertThat(left).hasSize(1);
    }
    assertThat(
            new FileFormat().readManifest(Files.readAllBytes(directory.resolve("b/manifest.json"))))
        .isEqualTo(manifest);
  }

  @Test
  void oneThatIsThereIsNotWrittenOver() throws IOException {
    put();
    Files.createDirectory(directory.resolve("b"));
    refused(ErrorCode.BACKUP_EXISTS, () -> backup("b"));
    refused(ErrorCode.INVALID_FIELD, () -> backup("no/b"));
    refused(
        ErrorCode.USER_NOT_FOUND,
        () -> keeper.backup(directory.resolve("c"), new UserId("nobody"), Progress.UNTOLD));
    try (var left = Files.list(directory)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void nothingIsWrittenOfABackupThatIsBroken() throws IOException {
    put();
    Manifest manifest = backup("b");
    Path file = directory.resolve("b").resolve(manifest.files().getFirst().name());
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = whole.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(file, changed);
    refused(ErrorCode.BACKUP_BROKEN, () -> restore("b", null));
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    refused(ErrorCode.BACKUP_BROKEN, () -> restore("b", null));
    Files.delete(file);
    refused(ErrorCode.BACKUP_BROKEN, () -> restore("b", null));
    Files.write(file, whole);

    Path manifestFile = directory.resolve("b/manifest.json");
    String text = Files.readString(manifestFile);
    Files.writeString(manifestFile, text.replace("\"version\":1", "\"version\":2"));
    refused(ErrorCode.BACKUP_NOT_KNOWN, () -> restore("b", null));
    Files.writeString(manifestFile, text.replace("\"users\":", "\"robots\":0,\"users\":"));
    refused(ErrorCode.BACKUP_NOT_KNOWN, () -> restore("b", null));
    Files.writeString(manifestFile, text.replace("partition-0000", "../partition-0000"));
    refused(ErrorCode.BACKUP_BROKEN, () -> restore("b", null));
    Files.writeString(manifestFile, text.substring(0, text.length() / 2));
    refused(ErrorCode.BACKUP_BROKEN, () -> restore("b", null));
    Files.delete(manifestFile);
    refused(ErrorCode.BACKUP_NOT_FOUND, () -> restore("b", null));
    assertThat(appended).isEmpty();
  }

  @Test
  void everyLineIsAnEventAndOneUserIsThatUser() {
    put();
    backup("b");
    restore("b", null);
    assertThat(appended).hasSize(60);
    appended.clear();
    Restored one = restore("b", new UserId("user-3"));
    assertThat(appended).hasSize(6);
    assertThat(one.failed().total()).isZero();
    refused(ErrorCode.USER_NOT_FOUND, () -> restore("b", new UserId("nobody")));
  }

  private Restored restore(String name, UserId user) {
    return keeper.restore(directory.resolve(name), user, Progress.UNTOLD);
  }

  private static void refused(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(code));
  }

  @Test
  void linesComeBackAsTheyWere() throws IOException {
    List<Line> lines =
        List.of(
            new Line.OfUser(
                new KeptUser(
                    new User(
                        new UserId("nick|away[`]"),
                        "N\n\u0001",
                        null,
                        "a@x.org",
                        "",
                        "{\"a\":1.10,\"b\":[1e5]}",
                        "{}",
                        -5,
                        7,
                        3),
                    new PasswordHash("$argon2id$x"),
                    Long.MIN_VALUE)),
            new Line.OfSession(
                new KeptSession(
                    ModelValues.session(
                        ModelValues.session("a", "s", 5),
                        SessionStatus.DELETED,
                        "c",
                        "x",
                        Set.of("t")),
                    9,
                    -1,
                    true)),
            new Line.OfMessage(
                new KeptMessage(
                    ModelValues.message("a", "s", "m", Role.TOOL, "日本\u2028 😀", 9), 77)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LineFormat.Writer writer = new FileFormat().writer(bytes);
    for (Line line : lines) {
      writer.write(line);
    }
    writer.end();
    assertThat(new FileFormat().read(bytes.toByteArray())).isEqualTo(lines);
  }
}
