package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.chatlog.error.ErrorCode;
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
  void anEmptyArrayIsAnEmptyExportOfWhateverIsNamed() throws IOException {
    assertThat(Heard.read(Format.CHATGPT, "[]").conversations).isEmpty();
    refused(null, bytes("[]"), ErrorCode.IMPORT_FORMAT_UNKNOWN, "none of the formats");
    refused(Format.SLACK, bytes("[]"), ErrorCode.IMPORT_FORMAT_MISMATCH, "channels.json");
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

  @Test
  void aFileOfSlackThatBreaksOffIsNamed() throws IOException {
    String day = "[{\"type\":\"message\",\"ts\":\"1.0\",\"text\":\"x\"}";
    refused(
        null,
        Heard.zip("channels.json", "[]", "general/2020-01-01.json", day),
        ErrorCode.MALFORMED_JSON,
        "general/2020-01-01.json: ");
    refused(
        null,
        Heard.zip("channels.json", "[", "general/2020-01-01.json", day + "]"),
        ErrorCode.MALFORMED_JSON,
        "channels.json: ");
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
    String text = Files.readString(TREE);
    refused(
        null,
        Heard.zip("one.json", text, "two.json", text.substring(0, 9_000)),
        ErrorCode.MALFORMED_JSON,
        "two.json: the JSON ends too early");
  }

  @Test
  void namesOfAnArchiveLeadNowhere() throws IOException {
    Heard heard = Heard.read(null, Heard.zip("../../../etc/passwd.json", Files.readString(TREE)));
    assertThat(heard.turns).hasSize(6);
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
