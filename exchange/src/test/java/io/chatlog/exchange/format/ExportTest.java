package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.Zstd;
import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ExportTest {
  private static final Path TREE = Heard.resource("chatgpt/librechat_chatgpt-tree.json");

  private static void refused(Format format, byte[] content, ErrorCode code, String detail) {
    assertThatThrownBy(() -> Heard.read(format, content))
        .isInstanceOfSatisfying(
            UnreadableException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContaining(detail);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theFormatIsToldFromTheContent() throws IOException {
    try (Export export = Export.open(TREE, null, Branches.MAIN, Heard.LIMITS)) {
      assertThat(export.format()).isEqualTo(Format.CHATGPT);
    }
    byte[] openai = bytes("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}\n");
    assertThat(Heard.read(null, openai).conversations.getFirst().source()).isEqualTo("openai");
    byte[] chatlog = bytes("{\"user_id\":\"a\",\"sessions\":[]}");
    assertThat(Heard.read(null, chatlog).profile.user()).isEqualTo("a");
  }

  @Test
  void anotherFormatThanNamedIsRefused() throws IOException {
    refused(
        Format.CLAUDE,
        Files.readAllBytes(TREE),
        ErrorCode.IMPORT_FORMAT_MISMATCH,
        "the content is chatgpt, not claude");
    refused(Format.SLACK, Files.readAllBytes(TREE), ErrorCode.IMPORT_FORMAT_MISMATCH, "not slack");
    refused(
        Format.CHATGPT,
        Heard.zip("channels.json", "[]"),
        ErrorCode.IMPORT_FORMAT_MISMATCH,
        "the content is slack, not chatgpt");
    refused(
        Format.OPENAI, bytes("[1]"), ErrorCode.IMPORT_FORMAT_MISMATCH, "no export in the format");
  }

  @Test
  void exportsOfOtherProgramsAreRefusedWithTheNamesOfTheFormats() throws IOException {
    for (String other : new String[] {"librechat-linear", "librechat-tree"}) {
      byte[] content = Files.readAllBytes(Heard.resource("other/" + other + ".json"));
      refused(null, content, ErrorCode.IMPORT_FORMAT_UNKNOWN, Format.names());
      for (Format format : Format.values()) {
        refused(format, content, ErrorCode.IMPORT_FORMAT_MISMATCH, format.wireName());
      }
    }
    String chatbotUi =
        "{\"version\":4,\"history\":[{\"id\":\"1\",\"messages\":[{\"role\":\"user\","
            + "\"type\":\"text\",\"content\":\"x\"}]}],\"folders\":[]}";
    refused(null, bytes(chatbotUi), ErrorCode.IMPORT_FORMAT_UNKNOWN, "none of the formats");
    refused(null, Heard.zip("a.txt", "x"), ErrorCode.IMPORT_FORMAT_UNKNOWN, "none of the formats");
    refused(
        Format.CHATGPT,
        Heard.zip("a.txt", "x"),
        ErrorCode.IMPORT_FORMAT_MISMATCH,
        "no export in the format chatgpt");
    refused(
        null,
        bytes("[{\"type\":\"message\",\"ts\":\"1.0\",\"text\":\"x\"}]"),
        ErrorCode.IMPORT_FORMAT_UNKNOWN,
        "channels.json");
  }

  @Test
  void anExportWithoutAnythingInItIsRefused() throws IOException {
    byte[] array = bytes("[ ]");
    refused(null, array, ErrorCode.IMPORT_FORMAT_UNKNOWN, "none of the formats");
    for (Format format : Format.values()) {
      refused(format, array, ErrorCode.IMPORT_FORMAT_UNKNOWN, "the content is empty");
    }
    byte[] slack = Heard.zip("channels.json", "[{\"id\":\"C1\",\"name\":\"a\"}]", "a/x.png", "x");
    refused(null, slack, ErrorCode.IMPORT_FORMAT_UNKNOWN, "the content is empty");
  }

  @Test
  void nothingIsNoExport() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    new GZIPOutputStream(gzip).close();
    for (byte[] empty :
        new byte[][] {bytes(""), bytes(" \n"), bytes("\ufeff"), gzip.toByteArray()}) {
      refused(null, empty, ErrorCode.IMPORT_FORMAT_UNKNOWN, "the content is empty");
      for (Format format : Format.values()) {
        refused(format, empty, ErrorCode.IMPORT_FORMAT_UNKNOWN, "the content is empty");
      }
    }
  }

  private static final String DAY = "[{\"type\":\"message\",\"ts\":\"1.0\",\"text\":\"x\"}]";
  private static final String GENERAL = "[{\"id\":\"C1\",\"name\":\"general\"}]";

  @Test
  void aDamagedDayOfSlackHarmsNoOther() throws IOException {
    String cut = DAY.substring(0, DAY.length() - 1);
    Heard heard =
        Heard.read(
            null,
            Heard.zip(
                "channels.json",
                GENERAL,
                "general/2020-01-01.json",
                cut,
                "general/2020-01-02.json",
                DAY.replace("1.0", "2.0"),
                "other/2020-01-01.json",
                cut));
    assertThat(heard.conversations).extracting(Conversation::id).containsExactly("slack-C1");
    assertThat(heard.turns).hasSize(1);
    assertThat(heard.failed)
        .extracting(Failed::where, Failed::code)
        .containsExactly(
            tuple("general/2020-01-01.json", ErrorCode.MALFORMED_JSON),
            tuple("other/2020-01-01.json", ErrorCode.MALFORMED_JSON));
    assertThat(heard.failed.getFirst().detail()).startsWith("the JSON ends too early at line 1");
  }

  @Test
  void channelsOfADamagedListAreLeftOutAndThoseOfOthersAreNot() throws IOException {
    Heard heard =
        Heard.read(
            Format.SLACK,
            Heard.zip(
                "x/channels.json",
                GENERAL.substring(1),
                "x/dms.json",
                "[{\"id\":\"D1\"}]",
                "x/users.json",
                "[{",
                "x/general/2020-01-01.json",
                DAY,
                "x/D1/2020-01-01.json",
                DAY));
    assertThat(heard.conversations).extracting(Conversation::id).containsExactly("slack-D1");
    assertThat(heard.failed)
        .extracting(Failed::where)
        .containsExactly("x/channels.json", "x/users.json", "x/general/");
    assertThat(heard.failed.getLast().detail()).contains("x/channels.json may have it");
  }

  @Test
  void anArchiveOfWhichNothingCanBeReadIsRefused() throws IOException {
    refused(
        null,
        Heard.zip("channels.json", "[]", "a/1.json", "[", "a/2.json", "["),
        ErrorCode.MALFORMED_JSON,
        "a/1.json: the JSON ends too early at line 1, column 2; and 1 more that cannot be read");
    refused(
        null,
        Heard.zip("channels.json", "[", "general/2020-01-01.json", DAY),
        ErrorCode.MALFORMED_JSON,
        "channels.json: ");
    String text = Files.readString(TREE);
    for (int length : new int[] {40, 9_000}) {
      for (Format format : new Format[] {null, Format.CHATGPT}) {
        refused(
            format,
            Heard.zip("one.json", text.substring(0, length), "user.json", "{}"),
            ErrorCode.MALFORMED_JSON,
            "one.json: the JSON ends too early");
      }
    }
  }

  @Test
  void compressedFilesAreUnfolded() throws IOException {
    byte[] plain = Files.readAllBytes(TREE);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(plain);
    }
    Heard heard = Heard.read(null, plain);
    assertThat(Heard.read(null, gzip.toByteArray()).turns).isEqualTo(heard.turns);
    assertThat(Heard.read(null, Zstd.compress(plain)).turns).isEqualTo(heard.turns);
    byte[] cut = Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2);
    refused(null, cut, ErrorCode.IMPORT_ARCHIVE_REFUSED, "damaged or cut off");
  }

  @Test
  void aFileThatBreaksOffIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(TREE);
    refused(null, Arrays.copyOf(whole, whole.length / 2), ErrorCode.MALFORMED_JSON, "too early");
  }

  @Test
  void aDamagedFileOfAnArchiveIsAFailureWhereverTheDamageIs() throws IOException {
    String text = Files.readString(TREE);
    String other = text.replace("d5dc5307", "00000000");
    for (int length : new int[] {2, 40, 9_000, other.length() - 3}) {
      Heard heard =
          Heard.read(
              null, Heard.zip("0.json", text, "1.json", other.substring(0, length), "a.txt", "x"));
      assertThat(heard.conversations).hasSize(1);
      assertThat(heard.turns).hasSize(6);
      assertThat(heard.skips(Skip.OTHER_FILE)).isEqualTo(1);
      assertThat(heard.failed)
          .extracting(Failed::where, Failed::code)
          .containsExactly(tuple("1.json", ErrorCode.MALFORMED_JSON));
    }
    byte[] flipped = Heard.zip("0.json", text, "1.json", other);
    int second = new String(flipped, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
    flipped[second + 16] ^= 1; // the checksum in the directory
    Heard heard = Heard.read(null, flipped);
    assertThat(heard.turns).hasSize(6);
    assertThat(heard.failed).extracting(Failed::detail).first().asString().contains("checksum");
  }

  @Test
  void damagedFilesAreBounded() throws IOException {
    DamagedFiles damaged = new DamagedFiles(true);
    UnreadableException fault = new UnreadableException(ErrorCode.MALFORMED_JSON, "x");
    for (int at = 0; at < DamagedFiles.FILES_MAX; at++) {
      damaged.add("f" + at, fault);
    }
    damaged.add("f0", fault);
    assertThatThrownBy(() -> damaged.add("last", fault))
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IMPORT_ARCHIVE_REFUSED));
  }

  @Test
  void namesOfAnArchiveLeadNowhere() throws IOException {
    Heard heard = Heard.read(null, Heard.zip("../../../etc/passwd.json", Files.readString(TREE)));
    assertThat(heard.turns).hasSize(6);
  }

  @Test
  void whatAMacAddsIsNoFileOfTheExport() throws IOException {
    String text = Files.readString(TREE);
    Heard heard =
        Heard.read(
            null,
            Heard.zip(
                "a.json", text, "x/._a.json", "\u0000", "__MACOSX/a.json", "[", ".DS_Store", ""));
    assertThat(heard.turns).hasSize(6);
    assertThat(heard.failed).isEmpty();
    assertThat(heard.skips(Skip.OTHER_FILE)).isZero();
  }

  @Test
  void severalFormatsInOneArchiveNeedAName() throws IOException {
    String claude =
        Files.readString(Heard.resource("claude/openwebui-importer_invalid_unicode.json"));
    byte[] both = Heard.zip("a.json", Files.readString(TREE), "b.json", claude);
    refused(null, both, ErrorCode.IMPORT_FORMAT_UNKNOWN, "several formats");
    assertThat(Heard.read(Format.CLAUDE, both).turns).hasSize(2);
    assertThat(Heard.read(Format.CHATGPT, both).turns).hasSize(6);
  }
}
