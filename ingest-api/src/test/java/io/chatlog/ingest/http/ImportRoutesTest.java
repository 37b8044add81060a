package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.auth.UserTokens;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.http.Access;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.imports.ImportReport;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.publish.Append;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImportRoutesTest {
  private static final IngestHarness INGEST = new IngestHarness();
  private static final String IMPORT = "/v1/import";
  private static final String EXPORT =
      """
      {"user_id":"ann","profile":{"name":"Ann","email":"ann@x.y","preferences":{"p":1.0},"metadata":{}},
       "sessions":[{"session_id":"s1","title":"T","created_at":"2020-01-01T00:00:00.000Z","message_count":2,
        "messages":[{"role":"user","content":"x","timestamp":"2020-01-01T00:00:01.000Z","metadata":{"k":1e0}},
                    {"role":"assistant","content":"y","timestamp":"2020-01-01T00:00:02.000Z","metadata":{}}]}],
       "export_timestamp":"2026-01-01T00:00:00.000Z"}
      """;

  @BeforeEach
  void clear() {
    INGEST.clear();
  }

  @AfterAll
  static void stop() {
    INGEST.close();
  }

  private static String openai(int conversations) {
    StringBuilder lines = new StringBuilder();
    for (int at = 0; at < conversations; at++) {
      lines
          .append("{\"messages\":[{\"role\":\"user\",\"content\":\"q")
          .append(at)
          .append("\"},{\"role\":\"assistant\",\"content\":\"a\"}]}\n");
    }
    return lines.toString();
  }

  private static void counts(Reply reply, int sessions, int messages, int dupS, int dupM) {
    JsonNode json = reply.json();
    assertThat(json.at("/imported/sessions").asInt()).as(json.toString()).isEqualTo(sessions);
    assertThat(json.at("/imported/messages").asInt()).as(json.toString()).isEqualTo(messages);
    assertThat(json.at("/duplicates/sessions").asInt()).as(json.toString()).isEqualTo(dupS);
    assertThat(json.at("/duplicates/messages").asInt()).as(json.toString()).isEqualTo(dupM);
  }

  @Test
  void anExportOfOursComesBackWhole() {
    Reply reply = INGEST.post(IMPORT + "?format=chatlog", EXPORT);
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
    counts(reply, 1, 2, 0, 0);
    assertThat(reply.json().path("user_created").asBoolean()).isTrue();
    assertThat(reply.json().path("complete").asBoolean()).isTrue();
    assertThat(reply.json().path("position").asText())
        .isEqualTo(reply.header("Chatlog-Position"))
        .isNotEmpty();
    User ann = (User) INGEST.reads.entity("ann");
    assertThat(ann.name()).isEqualTo("Ann");
    assertThat(ann.email()).isEqualTo("ann@x.y");
    assertThat(ann.preferencesJson()).isEqualTo("{\"p\":1.0}");
    Session session = (Session) INGEST.reads.entity("ann", "s1");
    assertThat(session.title()).isEqualTo("T");
    assertThat(session.createdAtMicros()).isEqualTo(1_577_836_800_000_000L);
    assertThat(session.channel()).isEqualTo("web");
    PostMessage last = (PostMessage) INGEST.lastEvent("ann").payload();
    assertThat(last.content()).isEqualTo("y");
    assertThat(last.timestampMicros()).isEqualTo(1_577_836_802_000_000L);

    Reply again = INGEST.post(IMPORT, EXPORT);
    assertThat(again.status()).isEqualTo(200);
    counts(again, 0, 0, 1, 2);
    assertThat(again.json().path("user_created").asBoolean()).isFalse();
  }

  @Test
  void theSessionThatWasExportedIsNotDoubled() {
    INGEST.post("/v1/users", "{\"user_id\":\"ann\"}");
    INGEST.post("/v1/users/ann/sessions", "{\"session_id\":\"s1\",\"title\":\"T\"}");
    INGEST.post("/v1/users/ann/sessions/s1/messages", "{\"role\":\"user\",\"content\":\"x\"}");
    // The model has no counts of messages: a session is told from an empty one by a patch of it.
    Reply reply = INGEST.post(IMPORT + "?format=chatlog", EXPORT);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().at("/duplicates/sessions").asInt()).isEqualTo(1);
  }

  @Test
  void everyFormatNeedsAUserButOurs() {
    Reply none = INGEST.post(IMPORT + "?format=openai", openai(1));
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.code()).isEqualTo("invalid_parameter");
    Reply late = INGEST.post(IMPORT, openai(1));
    assertThat(late.status()).isEqualTo(400);
    Reply given = INGEST.post(IMPORT + "?format=openai&user_id=ann", openai(2));
    assertThat(given.status()).isEqualTo(200);
    counts(given, 2, 4, 0, 0);
    assertThat(given.json().path("format").asText()).isEqualTo("openai");
    CreateSession session =
        (CreateSession)
            INGEST.log.records(INGEST.reads.partitionOf(new UserId("ann"))).stream()
                .map(LogDecoder::event)
                .filter(event -> event.payload() instanceof CreateSession)
                .findFirst()
                .orElseThrow()
                .payload();
    assertThat(session.source()).isEqualTo("openai");
    assertThat(session.channel()).isEqualTo("openai");
  }

  @Test
  void whatHasNoTimesGetsThatOfItsFirstImport() {
    String path = IMPORT + "?format=openai&user_id=ann";
    String lines = openai(2) + openai(3);
    INGEST.post(path, lines);
    List<PostMessage> first = posted("ann");
    assertThat(first).hasSize(10);
    for (int at = 0; at < 4; at += 2) {
      PostMessage question = first.get(at);
      Session session = (Session) INGEST.reads.entity("ann", question.sessionId().value());
      long begun = session.createdAtMicros();
      assertThat(begun).as("created when it was imported").isGreaterThan(1_700_000_000_000_000L);
      assertThat(question.timestampMicros()).isEqualTo(begun + 1_000);
      assertThat(first.get(at + 1).timestampMicros()).isEqualTo(begun + 2_000);
    }
    String id = first.getFirst().messageId().value();
    String session = first.getFirst().sessionId().value();
    Message before = (Message) INGEST.reads.entity("ann", session, id);
    counts(INGEST.post(path, lines), 0, 0, 5, 10);
    assertThat(INGEST.reads.entity("ann", session, id)).isEqualTo(before);
  }

  private static List<PostMessage> posted(String user) {
    return INGEST.log.records(INGEST.reads.partitionOf(new UserId(user))).stream()
        .map(LogDecoder::event)
        .filter(event -> event.payload() instanceof PostMessage)
        .map(event -> (PostMessage) event.payload())
        .toList();
  }

  @Test
  void anotherUsersExportBecomesThatOfWhoIsNamed() {
    Reply reply = INGEST.post(IMPORT + "?format=chatlog&user_id=bob", EXPORT);
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
    assertThat(reply.json().path("user_id").asText()).isEqualTo("bob");
    assertThat(INGEST.log.records(INGEST.reads.partitionOf(new UserId("bob"))))
        .isNotEmpty()
        .allSatisfy(
            record -> assertThat(LogDecoder.event(record).owner()).isEqualTo(new UserId("bob")));
  }

  @Test
  void whatCurlSaysOfAFileIsTakenUnlessABrowserSaysIt() {
    String form = "application/x-www-form-urlencoded";
    String path = IMPORT + "?user_id=ann";
    assertThat(INGEST.post(path, openai(1), "Content-Type", form).status()).isEqualTo(200);
    Reply page =
        INGEST.post(path, openai(1), "Content-Type", form, "Origin", "https://elsewhere.example");
    assertThat(page.status()).isEqualTo(415);
  }

  @Test
  void otherBranchesComeLaterAndAreAllThatIsNew() {
    String node =
        "'%s':{'parent':%s,'message':{'author':{'role':'user'},'content':{'parts':['%s']}}}";
    String tree =
        ("[{'id':'c','current_node':'b','mapping':{"
                + String.join(
                    ",",
                    node.formatted("a", "null", "a"),
                    node.formatted("b", "'a'", "b"),
                    node.formatted("x", "'a'", "x"))
                + "}}]")
            .replace('\'', '"');
    String path = IMPORT + "?user_id=ann";
    Reply main = INGEST.post(path + "&branches=main", tree);
    counts(main, 1, 2, 0, 0);
    assertThat(main.json().at("/skipped/0/reason").asText()).isEqualTo("other_branch");
    Reply all = INGEST.post(path + "&branches=all", tree);
    counts(all, 0, 1, 1, 2);
    assertThat(all.json().path("skipped")).isEmpty();
    PostMessage beside = (PostMessage) INGEST.lastEvent("ann").payload();
    assertThat(beside.content()).isEqualTo("x");
    assertThat(beside.metadataJson()).contains("\"branch\":").contains("\"branch_after\":");
    counts(INGEST.post(path + "&branches=all", tree), 0, 0, 1, 3);
    counts(INGEST.post(path, tree), 0, 0, 1, 2);
  }

  @Test
  void whatCannotBeReadChangesNothing() {
    Object[][] refused = {
      {"?format=claude&user_id=ann", openai(1), 422, "import_format_mismatch"},
      {"?user_id=ann", "{\"what\":1}", 422, "import_format_unknown"},
      {"?user_id=ann", "[{\"mapping\":{}}", 400, "malformed_json"},
      {"?format=chatgpt&user_id=ann", "[{\"id\":\"c\",\"mapping\":{}},", 400, "malformed_json"},
      {"?format=word&user_id=ann", "[]", 400, "invalid_parameter"},
      {"?user_id=a%20b", "[]", 400, "invalid_id"},
      {"?user_id=email:" + "0".repeat(64), openai(1), 400, "invalid_id"},
      {"?branch=all", "[]", 400, "invalid_parameter"},
      {"?format=chatgpt&user_id=ann&branches=every", "[]", 400, "invalid_parameter"},
      {"?format=chatgpt&user_id=ann&branches=", "[]", 400, "invalid_parameter"},
      {"?format=chatgpt&user_id=ann", "", 422, "import_format_unknown"},
      {"?format=openai&user_id=ann", " \n", 422, "import_format_unknown"},
      {"?format=slack&user_id=ann", "[]", 422, "import_format_unknown"},
      {"?format=chatlog&user_id=ann", "[]", 422, "import_format_unknown"},
      {"?format=chatgpt&user_id=ann", "[ ]", 422, "import_format_unknown"},
      {"?format=claude&user_id=ann", "\uFEFF[]\n", 422, "import_format_unknown"},
      {"?format=openai&user_id=ann", "[]", 422, "import_format_unknown"},
      {"?user_id=ann", "PK\u0003\u0004junk", 422, "import_archive_refused"},
    };
    for (Object[] one : refused) {
      Reply reply = INGEST.post(IMPORT + one[0], (String) one[1]);
      assertThat(reply.status()).as(one[0] + " " + reply.json()).isEqualTo(one[2]);
      assertThat(reply.code()).isEqualTo(one[3]);
      assertThat(reply.type()).isEqualTo("application/problem+json");
    }
    assertThat(INGEST.log.size()).isZero();
    Reply type = INGEST.post(IMPORT + "?user_id=a", "x", "Content-Type", "multipart/form-data");
    assertThat(type.status()).isEqualTo(415);
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int at = 0; at < namesAndTexts.length; at += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[at]));
        out.write(namesAndTexts[at + 1].getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aDamagedFileOfAnArchiveIsAFailureAndTheOthersComeIn() throws IOException {
    String claude =
        "[{\"uuid\":\"c%d\",\"chat_messages\":[{\"uuid\":\"m\",\"sender\":\"human\",\"text\":\"x\"}]}]";
    String[] files = new String[100];
    for (int at = 0; at < 50; at++) {
      files[2 * at] = "conversations-%03d.json".formatted(at);
      files[2 * at + 1] = claude.formatted(at);
    }
    String whole = files[15];
    files[15] = whole.substring(0, whole.length() - 2);
    String path = IMPORT + "?user_id=ann";
    Reply reply = INGEST.send("POST", path, zip(files));
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(207);
    counts(reply, 49, 49, 0, 0);
    assertThat(reply.json().path("complete").asBoolean()).isTrue();
    assertThat(reply.json().path("failed_count").asInt()).isEqualTo(1);
    assertThat(reply.json().at("/failed/0/where").asText()).isEqualTo("conversations-007.json");
    assertThat(reply.json().at("/failed/0/code").asText()).isEqualTo("malformed_json");
    files[15] = whole;
    Reply repaired = INGEST.send("POST", path, zip(files));
    assertThat(repaired.status()).isEqualTo(200);
    counts(repaired, 1, 1, 49, 49);

    INGEST.clear();
    Reply nothing = INGEST.send("POST", path, zip("a.json", "[{", "b.json", "["));
    assertThat(nothing.status()).isEqualTo(400);
    assertThat(nothing.code()).isEqualTo("malformed_json");
    assertThat(INGEST.log.size()).isZero();
  }

  @Test
  void anExportOfWhichNothingCanBeTakenMakesNoUser() {
    Reply reply =
        INGEST.post(
            IMPORT + "?format=openai&user_id=ann",
            "{\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}\n{\"messages\":1}");
    assertThat(reply.status()).isEqualTo(207);
    counts(reply, 0, 0, 0, 0);
    assertThat(reply.json().path("user_created").asBoolean()).isFalse();
    assertThat(reply.json().path("position").isNull()).isTrue();
    assertThat(INGEST.log.size()).isZero();
  }

  @Test
  void bodiesAreTakenInEveryForm() throws IOException {
    byte[] plain = openai(1).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(plain);
    }
    byte[] zip = zip("a.jsonl", openai(1));
    String path = IMPORT + "?format=openai&user_id=ann";
    counts(INGEST.send("POST", path, plain, "Content-Type", "application/x-ndjson"), 1, 2, 0, 0);
    counts(INGEST.send("POST", path, zip, "Content-Type", "application/zip"), 0, 0, 1, 2);
    counts(INGEST.send("POST", path, gzip.toByteArray(), "Content-Encoding", "gzip"), 0, 0, 1, 2);
    counts(
        INGEST.send("POST", path, gzip.toByteArray(), "Content-Type", "application/gzip"),
        0,
        0,
        1,
        2);
    byte[] cut = Arrays.copyOf(gzip.toByteArray(), gzip.size() - 5);
    assertThat(INGEST.send("POST", path, cut, "Content-Encoding", "gzip").status()).isEqualTo(400);
  }

  @Test
  void progressIsToldLineByLine() {
    Reply reply =
        INGEST.post(
            IMPORT + "?format=openai&user_id=ann", openai(600), "Accept", "application/x-ndjson");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).isEqualTo("application/x-ndjson");
    JsonNode lines = reply.json();
    assertThat(lines.path(0).path("type").asText()).isEqualTo("progress");
    assertThat(lines.path(0).path("messages_total").asInt()).isEqualTo(1_200);
    assertThat(lines.size()).isGreaterThan(3);
    JsonNode result = lines.path(lines.size() - 1);
    assertThat(result.path("type").asText()).isEqualTo("result");
    assertThat(result.at("/imported/messages").asInt()).isEqualTo(1_200);
    assertThat(result.at("/imported/sessions").asInt()).isEqualTo(600);
  }

  @Test
  void failuresAreToldUpToAHundredAndCountedBeyond() {
    StringBuilder lines = new StringBuilder(openai(1));
    for (int at = 0; at <= ImportReport.FAILED_TOLD_MAX; at++) {
      lines.append("{\"messages\":").append(at).append("}\n");
    }
    Reply reply = INGEST.post(IMPORT + "?format=openai&user_id=ann", lines.toString());
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("failed")).hasSize(ImportReport.FAILED_TOLD_MAX);
    assertThat(reply.json().path("failed_count").asInt())
        .isEqualTo(ImportReport.FAILED_TOLD_MAX + 1);
    assertThat(reply.json().at("/failed/0/where").asText()).isEqualTo("line 2");
    counts(reply, 1, 2, 0, 0);
  }

  @Test
  void anIdThatTheExportUsesForTwoContentsIsAFailureAndNotADuplicate() {
    String said = "{\"uuid\":\"m1\",\"sender\":\"human\",\"text\":\"one\"}";
    String export =
        "[{\"uuid\":\"c1\",\"name\":\"T\",\"chat_messages\":["
            + String.join(",", said, said.replace("one", "two"), said, said.replace("m1", "m2"))
            + "]}]";
    Reply reply = INGEST.post(IMPORT + "?format=claude&user_id=ann", export);
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(207);
    counts(reply, 1, 2, 0, 1);
    assertThat(reply.json().path("failed_count").asInt()).isEqualTo(1);
    assertThat(reply.json().at("/failed/0/code").asText()).isEqualTo("id_conflict");
    assertThat(reply.json().at("/failed/0/detail").asText()).contains("other content");

    Reply again = INGEST.post(IMPORT + "?format=claude&user_id=ann", export);
    assertThat(again.status()).isEqualTo(207);
    counts(again, 0, 0, 1, 3);
    assertThat(again.json().at("/failed/0/code").asText()).isEqualTo("id_conflict");
  }

  @Test
  void whatTheExportTellsOtherwiseByNowIsSkippedAndNamed() {
    StringBuilder messages = new StringBuilder();
    int many = ImportReport.CONFLICTS_TOLD_MAX + 1;
    for (int at = 0; at < many; at++) {
      messages.append(
          "{\"uuid\":\"m%d\",\"sender\":\"human\",\"text\":\"t%d\"},".formatted(at, at));
    }
    messages.append("{\"uuid\":\"same\",\"sender\":\"human\",\"text\":\"same\"}");
    String path = IMPORT + "?format=claude&user_id=ann";
    String export = "[{\"uuid\":\"c1\",\"name\":\"T\",\"chat_messages\":[" + messages + "]}]";
    counts(INGEST.post(path, export), 1, many + 1, 0, 0);
    counts(INGEST.post(path, export.replace("\"T\"", "\"renamed\"")), 0, 0, 1, many + 1);

    Reply changed = INGEST.post(path, export.replace(":\"t", ":\"edited "));
    assertThat(changed.status()).as(changed.json().toString()).isEqualTo(200);
    counts(changed, 0, 0, 1, 1);
    JsonNode skipped = changed.json().path("skipped");
    assertThat(skipped).hasSize(1);
    assertThat(skipped.at("/0/reason").asText()).isEqualTo("id_conflict");
    assertThat(skipped.at("/0/count").asInt()).isEqualTo(many);
    assertThat(skipped.at("/0/examples")).hasSize(ImportReport.CONFLICTS_TOLD_MAX);
    Message first =
        (Message)
            INGEST.reads.entity(
                "ann", "claude-c1", skipped.at("/0/examples/0/message_id").asText());
    assertThat(first.content()).as("what is there stays").isEqualTo("t0");
    assertThat(skipped.at("/0/examples/0/session_id").asText()).isEqualTo("claude-c1");

    Reply role = INGEST.post(path, export.replace("human", "assistant"));
    counts(role, 0, 0, 1, 0);
    assertThat(role.json().at("/skipped/0/count").asInt()).isEqualTo(many + 1);
  }

  @Test
  void whatIsTooLongIsSplitAndNotLost() {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted("x".repeat(100_001));
    Reply reply = INGEST.post(IMPORT + "?format=openai&user_id=ann", body);
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
    counts(reply, 1, 2, 0, 0);
    PostMessage last = (PostMessage) INGEST.lastEvent("ann").payload();
    assertThat(last.content()).isEqualTo("x");
    assertThat(last.metadataJson()).isEqualTo("{\"part\":2,\"parts\":2}");
  }

  @Test
  void aLogThatIsAwayForAMomentIsAskedAgain() {
    AtomicInteger calls = new AtomicInteger();
    INGEST.log.fate(
        append ->
            calls.getAndIncrement() == 2
                ? new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away")
                : append);
    Reply reply = INGEST.post(IMPORT + "?format=openai&user_id=ann", openai(3));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(
            reply.json().at("/imported/messages").asInt()
                + reply.json().at("/duplicates/messages").asInt())
        .isEqualTo(6);
  }

  @Test
  void aLogThatStaysAwayIsToldWithWhatWasDone() {
    INGEST.log.fate(_ -> new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away"));
    Reply nothing = INGEST.post(IMPORT + "?format=openai&user_id=ann", openai(3));
    assertThat(nothing.status()).isEqualTo(503);
    assertThat(nothing.header("Retry-After")).isEqualTo("1");
    assertThat(nothing.json().path("complete").asBoolean()).isFalse();
    assertThat(nothing.json().at("/stopped/code").asText()).isEqualTo("log_unavailable");
    INGEST.clear();
    AtomicInteger calls = new AtomicInteger();
    INGEST.log.fate(
        append ->
            calls.getAndIncrement() < 3
                ? append
                : new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away"));
    Reply some = INGEST.post(IMPORT + "?format=openai&user_id=ann", openai(3));
    assertThat(some.status()).isEqualTo(207);
    assertThat(some.json().path("user_created").asBoolean()).isTrue();
    assertThat(some.json().path("undecided").asInt()).isPositive();
    assertThat(some.json().at("/stopped/retryable").asBoolean()).isTrue();
  }

  @Test
  void theLimitsHold() {
    ImportSettings small =
        new ImportSettings(1_000, Duration.ofSeconds(5), 1_000, 1_000, 5, 100, 300, 1, "");
    try (IngestHarness limited = new IngestHarness(Access.unchecked(), small)) {
      String path = IMPORT + "?format=openai&user_id=ann";
      assertThat(limited.post(path, openai(1) + "\n".repeat(1_000 - openai(1).length())).status())
          .isEqualTo(200);
      Reply large = limited.post(path, openai(1) + "\n".repeat(1_001 - openai(1).length()));
      assertThat(large.status()).isEqualTo(413);
      assertThat(large.code()).isEqualTo("body_too_large");
      Reply conversation = limited.post(path, openai(1).replace("q0", "q".repeat(300)));
      assertThat(conversation.status()).isEqualTo(207);
      assertThat(conversation.json().at("/failed/0/code").asText())
          .isEqualTo("conversation_too_large");
    }
  }

  @Test
  void aProfileWhoseAddressIsTakenComesWithoutIt() {
    INGEST.post("/v1/users", "{\"user_id\":\"bob\",\"email\":\"ann@x.y\"}");
    Reply reply = INGEST.post(IMPORT, EXPORT);
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().at("/failed/0/code").asText()).isEqualTo("email_taken");
    counts(reply, 1, 2, 0, 0);
    assertThat(((User) INGEST.reads.entity("ann")).email()).isNull();
    assertThat(((User) INGEST.reads.entity("ann")).name()).isEqualTo("Ann");
  }

  @Test
  void aUserThatIsThereStaysAsItIs() {
    INGEST.post("/v1/users", "{\"user_id\":\"ann\",\"name\":\"other\"}");
    Reply reply = INGEST.post(IMPORT, EXPORT);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(((User) INGEST.reads.entity("ann")).name()).isEqualTo("other");
    long creations =
        INGEST.log.records(INGEST.reads.partitionOf(new UserId("ann"))).stream()
            .map(LogDecoder::event)
            .filter(event -> event.payload() instanceof CreateUser)
            .count();
    assertThat(creations).isEqualTo(1);
  }

  @Test
  @Timeout(120)
  void damagedExportsNeverGive500() {
    long seed = Long.getLong("chatlog.seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] whole = EXPORT.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 150; round++) {
      byte[] damaged = whole.clone();
      for (int times = random.nextInt(1, 5); times > 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) "{}[]\",:0x\\ ".charAt(random.nextInt(11));
      }
      Reply reply = INGEST.send("POST", IMPORT, damaged);
      assertThat(reply.status())
          .as("seed " + seed + ": " + new String(damaged, StandardCharsets.UTF_8) + reply.json())
          .isLessThan(500);
    }
  }

  @Test
  void messagesKeepTheirPastInLinesOfOurs() {
    String lines =
        """
        {"type":"user","user_id":"ann","name":"Ann","version":3}
        {"type":"session","session_id":"s1","user_id":"ann","title":"T","status":"archived","tags":["a"],"created_at":"2020-01-01T00:00:00.000Z","version":4,"last_seq":7}
        {"type":"message","message_id":"m1","session_id":"s1","user_id":"ann","seq":5,"role":"user","content":"x","received_at":"2020-01-01T00:00:03.000Z","version":2}
        """;
    Reply reply = INGEST.post(IMPORT, lines);
    assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
    PostMessage message = (PostMessage) INGEST.lastEvent("ann").payload();
    assertThat(message.messageId().value()).isEqualTo("m1");
    assertThat(message.restored().seq()).isEqualTo(5);
    assertThat(message.restored().receivedAtMicros()).isEqualTo(1_577_836_803_000_000L);
    assertThat(((Message) INGEST.reads.entity("ann", "s1", "m1")).content()).isEqualTo("x");
  }

  @Test
  void theTokenOfAUserImportsForThatUserOnly() {
    String secret = "0123456789abcdef0123456789abcdef";
    AuthSettings auth = new AuthSettings(secret, Duration.ofHours(1), true, List.of());
    PasswordMark mark = new PasswordMark("mark");
    String ann =
        "Bearer "
            + UserTokens.of(secret, Duration.ofHours(1), InstantSource.system())
                .issue(new UserTokens.Token(new UserId("ann"), mark, Positions.NONE));
    Access access =
        Access.of(auth, InstantSource.system(), (user, seen) -> new PasswordMarks.Has(mark));
    try (IngestHarness closed = new IngestHarness(access)) {
      assertThat(closed.post(IMPORT + "?user_id=ann", openai(1)).status()).isEqualTo(401);
      String[] token = {"Authorization", ann};
      Reply own = closed.post(IMPORT + "?format=openai", openai(1), token);
      assertThat(own.status()).as(own.json().toString()).isEqualTo(200);
      assertThat(own.json().path("user_id").asText()).isEqualTo("ann");
      assertThat(closed.post(IMPORT, EXPORT, token).status()).isEqualTo(200);
      int before = closed.log.size();
      assertThat(closed.post(IMPORT + "?user_id=bob", openai(1), token).status()).isEqualTo(403);
      assertThat(closed.post(IMPORT, EXPORT.replace("ann", "bob"), token).status()).isEqualTo(403);
      assertThat(closed.log.size()).isEqualTo(before);
    }
  }
}
