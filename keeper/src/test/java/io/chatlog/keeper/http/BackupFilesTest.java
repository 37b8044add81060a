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
import io.chatlog.keeper.backup.Counts;
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
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Document;
import io.chatlog.view.Freshness;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.SavedContext;
import io.chatlog.view.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups over a model: what is written is what is read, and nothing else is taken for one. */
class BackupFilesTest {
  private static final int PARTITIONS = 4;

  @TempDir private Path directory;
  private final ModelState state = new ModelState(PARTITIONS);
  // files are restored beside each other
  private final List<LogRecord> appended = Collections.synchronizedList(new ArrayList<>());
  private final List<Runnable> undecided = new ArrayList<>();
  private final Keeper keeper = keeper(state);

  /** How far what is appended is ahead of what is applied. */
  private long unapplied;

  private Append refused;

  /** One that reads a state and writes nowhere. */
  private Keeper keeper(ModelState state) {
    ModelNode node = ModelNode.owningAll("node", state);
    LocalReads local =
        new LocalReads(
            node,
            node,
            PARTITIONS,
            RouteSettings.from(com.typesafe.config.ConfigFactory.load().getConfig("chatlog")));
    Reads reads = deciding(local);
    EventLog log =
        new EventLog() {
          @Override
          public List<Append> append(List<LogRecord> records) {
            appended.addAll(records);
            return records.stream()
                .map(
                    record ->
                        refused != null
                            ? refused
                            : new Append.Acknowledged(
                                new Position(
                                    record.partition(),
                                    state.applied(record.partition()) + unapplied)))
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

  /** Reads behind positions see what was accepted before, and others do not. */
  private Reads deciding(Reads reads) {
    return new Reads() {
      @Override
      public <R> Answer<R> read(Read<R> read, Freshness freshness) {
        if (freshness.atLeast().offset(PARTITIONS - 1).isPresent()) {
          undecided.forEach(Runnable::run);
          undecided.clear();
        }
        return reads.read(read, freshness);
      }

      @Override
      public int partitionOf(UserId user) {
        return reads.partitionOf(user);
      }

      @Override
      public int partitionCount() {
        return reads.partitionCount();
      }
    };
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

  /** Everything that is neither a user nor said in a session. */
  private void putTheRest() {
    state.put(document("user-3", "d-1", "bytes"), new byte[] {1, 2, 3});
    state.put(document("user-3", "d-2", ""), new byte[0]);
    state.put(document("user-4", "d-1", "bytes"), new byte[] {1, 2, 3});
    state.put(context("user-3", "c-1", "s-1"));
    state.put(persona("kit", new UserId("user-3")));
    state.put(persona("max", null));
    for (String panel : List.of("panel-1", "panel-2", "panel-3")) {
      state.put(panel(panel));
      state.put(panelMessage(panel, "m-1", 1));
      state.put(panelMessage(panel, "m-2", 2));
      state.put(insight(panel, "i-1"));
    }
  }

  /** A state that holds nothing of what is restored. */
  private static ModelState withoutThese() {
    ModelState state = new ModelState(PARTITIONS);
    for (int number = 0; number < 40; number++) {
      state.put(ModelValues.user("other-" + number));
    }
    return state;
  }

  private static Document document(String user, String id, String bytes) {
    return new Document(
        new DocumentId(id),
        new SessionId("s-1"),
        new UserId(user),
        "näme.txt",
        bytes.isEmpty() ? null : "C:\\x\\näme.txt",
        "text/plain",
        bytes.isEmpty() ? 0 : 3,
        "abc",
        bytes.isEmpty() ? null : "eve",
        17,
        0,
        bytes.isEmpty() ? "no text" : null,
        "{\"n\":1.50}",
        3);
  }

  private static SavedContext context(String user, String id, String session) {
    return new SavedContext(
        new ContextId(id),
        new UserId(user),
        session == null ? null : new SessionId(session),
        session == null ? null : "Title",
        "so it was",
        List.of("a", "a", ""),
        "{\"person\":[\"Ada\"]}",
        session == null ? null : 0.1,
        session == null ? null : new MessageSpan(1, 9, null, true),
        "{}",
        -8);
  }

  private static Persona persona(String id, UserId owner) {
    return new Persona(
        new PersonaId(id),
        "Kit",
        owner == null ? null : "calm",
        List.of("t1", "t2"),
        List.of(),
        "{\"tone\":\"dry\"}",
        owner,
        "{}",
        1,
        2,
        4);
  }

  private static Panel panel(String id) {
    return new Panel(
        new PanelId(id),
        "Panel",
        PanelType.FOCUS_GROUP,
        List.of(new PersonaId("kit")),
        "{}",
        "{\"x\":[1,2]}",
        1,
        2,
        null,
        0,
        3);
  }

  private static PanelMessage panelMessage(String panel, String id, long seq) {
    return new PanelMessage(
        new MessageId(id),
        new PanelId(panel),
        seq,
        Role.ASSISTANT,
        "日本\u2028 😀",
        seq == 1 ? null : new PersonaId("kit"),
        seq == 1 ? null : new MessageId("m-1"),
        seq == 1 ? "eve" : null,
        5,
        6,
        "{}",
        1);
  }

  private static Insight insight(String panel, String id) {
    return new Insight(
        new InsightId(id),
        new PanelId(panel),
        1,
        InsightType.RECOMMENDATION,
        "do it",
        List.of(new MessageId("m-1"), new MessageId("m-2")),
        7,
        1);
  }

  private Manifest backup(String name) {
    int before = appended.size();
    Manifest manifest = keeper.backup(directory.resolve(name), null, Progress.UNTOLD);
    assertThat(appended).as("and a mark in each partition").hasSize(before + PARTITIONS);
    appended.subList(before, appended.size()).clear();
    return manifest;
  }

  @Test
  void whatWasAcceptedIsInItDecidedOrNot() {
    put();
    undecided.add(() -> state.put(ModelValues.user("late")));
    undecided.add(() -> state.put(ModelValues.session("late", "s", ModelValues.EPOCH_MICROS)));
    assertThat(backup("all").counts().of(Kind.SESSION)).isEqualTo(21);
    undecided.add(() -> state.put(ModelValues.message("late", "s", "m", Role.USER, "text", 1_000)));
    Manifest one = keeper.backup(directory.resolve("one"), new UserId("late"), Progress.UNTOLD);
    assertThat(one.counts().of(Kind.MESSAGE)).isOne();
  }

  @Test
  void whatIsNotAppliedInTimeIsNotLeftOut() throws IOException {
    put();
    unapplied = 1;
    refused(ErrorCode.POSITION_NOT_REACHED, () -> backup("b"));
    refused = new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away");
    refused(ErrorCode.LOG_UNAVAILABLE, () -> backup("b"));
    try (var left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void everythingIsInItAndTheOwnerAloneMayReadIt() throws IOException {
    put();
    putTheRest();
    Manifest manifest = backup("b");
    assertThat(manifest.counts().of(Kind.USER)).isEqualTo(10);
    assertThat(manifest.counts().of(Kind.SESSION)).isEqualTo(20);
    assertThat(manifest.counts().of(Kind.MESSAGE)).isEqualTo(30);
    assertThat(manifest.counts().of(Kind.DOCUMENT)).isEqualTo(3);
    assertThat(manifest.counts().of(Kind.CONTEXT)).isOne();
    assertThat(manifest.counts().of(Kind.PERSONA)).isEqualTo(2);
    assertThat(manifest.counts().of(Kind.PANEL)).isEqualTo(3);
    assertThat(manifest.counts().of(Kind.PANEL_MESSAGE)).isEqualTo(6);
    assertThat(manifest.counts().of(Kind.INSIGHT)).isEqualTo(3);
    assertThat(manifest.files()).hasSize(PARTITIONS + 1);
    try (var files = Files.list(directory.resolve("b"))) {
      assertThat(files.toList())
          .hasSize(PARTITIONS + 2)
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
    Files.writeString(manifestFile, text.replace("\"version\":2", "\"version\":3"));
    refused(ErrorCode.BACKUP_NOT_KNOWN, () -> restore("b", null));
    Files.writeString(manifestFile, text.replace("\"version\":2", "\"version\":0"));
    refused(ErrorCode.BACKUP_NOT_KNOWN, () -> restore("b", null));
    Files.writeString(manifestFile, text.replace("\"insights\":0", "\"x\":0"));
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

  /** Written by the version that knew no other kinds. */
  @Test
  void aBackupOfTheFirstFormatIsStillRestored() {
    ModelState empty = withoutThese();
    empty.putClaim("ada@example.org", new UserId("ada"));
    Restored restored =
        keeper(empty).restore(Path.of("src/test/resources/backup-v1"), null, Progress.UNTOLD);
    assertThat(restored.restored().byKind())
        .isEqualTo(new Counts(Map.of(Kind.USER, 2L, Kind.SESSION, 2L, Kind.MESSAGE, 3L)).byKind());
    assertThat(restored.faults()).isEmpty();
    assertThat(appended).as("and a claim of the address").hasSize(7 + 1);
  }

  @Test
  void documentsGoPartByPartAndThoseThatAreThereAreLeftAlone() {
    put();
    putTheRest();
    backup("b");
    Restored again = restore("b", null);
    assertThat(again.present().of(Kind.DOCUMENT)).isEqualTo(3);
    // users, sessions, messages; context, personas, panels with all that is said in them
    assertThat(appended).hasSize(60 + 1 + 2 + 3 * 4);
    appended.clear();
    Restored first = keeper(withoutThese()).restore(directory.resolve("b"), null, Progress.UNTOLD);
    assertThat(appended).hasSize(60 + 1 + 2 + 3 * 4 + 2 * 2 + 1);
    assertThat(first.restored().of(Kind.DOCUMENT)).isEqualTo(3);
  }

  @Test
  void ofOneUserComeTheDocumentsContextsAndPersonasButNoPanels() {
    put();
    putTheRest();
    backup("all");
    Manifest manifest =
        keeper.backup(directory.resolve("one"), new UserId("user-3"), Progress.UNTOLD);
    assertThat(manifest.counts().byKind())
        .isEqualTo(
            new Counts(
                    Map.of(
                        Kind.USER, 1L,
                        Kind.SESSION, 2L,
                        Kind.MESSAGE, 3L,
                        Kind.DOCUMENT, 2L,
                        Kind.CONTEXT, 1L,
                        Kind.PERSONA, 1L))
                .byKind());
    Keeper empty = keeper(withoutThese());
    for (String name : List.of("one", "all")) {
      appended.clear();
      Restored one = empty.restore(directory.resolve(name), new UserId("user-3"), Progress.UNTOLD);
      assertThat(one.restored()).as(name).isEqualTo(manifest.counts());
      assertThat(appended).hasSize(6 + 2 + 1 + 1 + 1);
    }
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
                    true,
                    Embedding.of(new float[] {0.25f, -3}))),
            new Line.OfMessage(
                new KeptMessage(
                    ModelValues.message("a", "s", "m", Role.TOOL, "日本\u2028 😀", 9), 77)),
            new Line.OfMessage(
                new KeptMessage(
                    ModelValues.message("a", "s", "m", Role.TOOL, "with a vector", 9),
                    77,
                    Embedding.of(new float[] {0.1f, -1e30f, Float.MIN_VALUE}))),
            new Line.OfDocument(new Kept<>(document("a", "d", "bytes"), 1), 2),
            new Line.OfDocument(new Kept<>(document("a", "d", ""), -1), 0),
            new Line.OfContext(new Kept<>(context("a", "c", "s"), 1)),
            new Line.OfContext(new Kept<>(context("a", "c", null), 1)),
            new Line.OfPersona(new Kept<>(persona("p", new UserId("a")), 1)),
            new Line.OfPersona(new Kept<>(persona("p", null), 1)),
            new Line.OfPanel(new KeptPanel(panel("q"), 9, 2, 1)),
            new Line.OfPanelMessage(new Kept<>(panelMessage("q", "m-1", 1), 1)),
            new Line.OfPanelMessage(new Kept<>(panelMessage("q", "m-2", 2), 1)),
            new Line.OfInsight(new Kept<>(insight("q", "i"), 1)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LineFormat.Writer writer = new FileFormat().writer(bytes);
    for (Line line : lines) {
      writer.write(line);
    }
    writer.end();
    assertThat(new FileFormat().read(bytes.toByteArray())).isEqualTo(lines);

    bytes.reset();
    writer = new FileFormat().writer(bytes);
    writer.write(part(0, new byte[] {-1, 0, 10, 13}, List.of()));
    writer.write(part(1, new byte[0], List.of("x\n", "", "x\n")));
    writer.end();
    assertThat(new FileFormat().read(bytes.toByteArray()))
        .usingRecursiveComparison()
        .isEqualTo(
            List.of(
                part(0, new byte[] {-1, 0, 10, 13}, List.of()),
                part(1, new byte[0], List.of("x\n", "", "x\n"))));
  }

  private static Line part(int number, byte[] content, List<String> pieces) {
    return new Line.OfDocumentPart(
        new UserId("a"), new SessionId("s"), new DocumentId("d"), number, content, pieces);
  }
}
