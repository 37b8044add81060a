package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaudeReaderTest {
  private static Heard read(String... messages) throws IOException {
    String all =
        "[{'uuid':'c','name':'','created_at':'2025-01-01T00:00:00Z','chat_messages':["
            + String.join(",", messages)
            + "]}]";
    return Heard.read(Format.CLAUDE, all.replace('\'', '"'));
  }

  private static String message(String fields) {
    return "{'uuid':'m" + fields.hashCode() + "','sender':'assistant'," + fields + "}";
  }

  @Test
  void anEmptyTextWithContentIsRead() throws IOException {
    Heard heard =
        Heard.read(
            Format.CLAUDE,
            Heard.resource("claude/openwebui-importer_claude_thinking_example.json"));
    assertThat(heard.contents())
        .containsExactly("Can you greet me?", "Hello there! It's great to hear from you.");
    assertThat(heard.roles()).containsExactly("user", "assistant");
    assertThat(heard.turns.get(1).metadataJson())
        .contains("\"thinking\":\"The user asked for a greeting.");
    Conversation session = heard.conversations.getFirst();
    assertThat(session.id()).isEqualTo("claude-11111111-2222-3333-4444-555555555555");
    assertThat(session.title()).isEqualTo("Thinking Demo");
    assertThat(session.createdAtMicros()).isEqualTo(1_735_689_600_000_000L);
    assertThat(heard.turns.getFirst().timestampMicros()).isEqualTo(1_735_689_601_000_000L);
    assertThat(heard.skipped).isEmpty();
  }

  @Test
  void otherNamesOfTheSameFieldsAndPrivateUseCharacters() throws IOException {
    Heard heard =
        Heard.read(Format.CLAUDE, Heard.resource("claude/openwebui-importer_invalid_unicode.json"));
    assertThat(heard.contents()).containsExactly("\ue203Hello\ue204", "\ue205World\ue206");
    assertThat(heard.conversations.getFirst().id()).isEqualTo("claude-conv1");
    assertThat(heard.conversations.getFirst().title()).isEqualTo("Invalid unicode test");
    assertThat(heard.conversations.getFirst().createdAtMicros()).isEqualTo(1_000_000_000L);
    assertThat(heard.turns)
        .extracting(Turn::timestampMicros)
        .containsExactly(1_000_000_000L, 1_000_000_000L);
    assertThat(heard.turns).extracting(Turn::id).doesNotHaveDuplicates();
  }

  @Test
  void loneSurrogatesAreReplaced() throws IOException {
    Heard heard = read(message("'text':'a\\ud83d b\\ude00 c\\ud83d\\ude00'"));
    assertThat(heard.contents()).containsExactly("a\uFFFD b\uFFFD c\uD83D\uDE00");
  }

  @Test
  void aTurnOfToolsOnlyDoesNotVanish() throws IOException {
    Heard heard =
        read(
            message(
                "'text':'','content':[{'type':'tool_use','name':'search','input':{'q':1.0}},"
                    + "{'type':'tool_result','name':'search','content':[{'type':'text','text':'hit'},"
                    + "{'type':'image'}],'is_error':true}]"));
    assertThat(heard.contents())
        .containsExactly(
            "[tool_use: search] {\"q\":1.0}\n\n[tool_result: search, error] hit\n[image]");
  }

  @Test
  void unknownBlocksRejectNothing() throws IOException {
    Heard heard =
        read(
            message(
                "'content':[{'type':'token_budget'},{'type':'voice_note','title':'t','text':'said'},"
                    + "7,{'type':'text','text':'written'}]"));
    assertThat(heard.contents()).containsExactly("said\n\nwritten");
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.UNKNOWN_BLOCK, 2));
  }

  @Test
  void whatWasPastedIsKept() throws IOException {
    Heard heard =
        read(
            message(
                "'text':'look','attachments':[{'file_name':'a.txt','extracted_content':'pasted'}],"
                    + "'files':[{'file_name':'b.png'}]"),
            message("'text':'','attachments':[],'files':[{'file_name':'c.png'}]"));
    assertThat(heard.contents())
        .containsExactly("look\n\n[attachment: a.txt]\npasted", "[attachment: c.png]");
    assertThat(heard.turns.getFirst().metadataJson())
        .contains("\"attachments\":[\"a.txt\",\"b.png\"]");
  }

  @Test
  void nullAndEqualTimesKeepTheOrderOfTheFile() throws IOException {
    Heard heard =
        read(
            message("'text':'1','created_at':'2025-01-01T00:00:05Z'"),
            message("'text':'2','created_at':null"),
            message("'text':'3','created_at':'2025-01-01T00:00:05Z'"),
            message("'text':'4','created_at':'nonsense'"));
    assertThat(heard.contents()).containsExactly("1", "2", "3", "4");
    assertThat(heard.turns).extracting(Turn::timestampMicros).containsOnly(1_735_689_605_000_000L);
  }

  @Test
  void longThinkingIsCutAndTold() throws IOException {
    String thinking = "t".repeat(ClaudeMessage.THINKING_CHARS_MAX);
    Heard fits =
        read(message("'content':[{'type':'thinking','thinking':'" + thinking + "'},{'text':'x'}]"));
    assertThat(fits.skipped).isEmpty();
    Heard cut =
        read(
            message("'content':[{'type':'thinking','thinking':'" + thinking + "t'},{'text':'x'}]"));
    assertThat(cut.skipped).isEqualTo(Map.of(Skip.THINKING_CUT, 1));
    Heard alone = read(message("'content':[{'type':'thinking','thinking':'hm'}]"));
    assertThat(alone.turns).isEmpty();
    assertThat(alone.skipped).isEqualTo(Map.of(Skip.REASONING, 1));
  }

  @Test
  void wrongTypesAnywhereFailOneConversationOnly() throws IOException {
    Heard heard =
        Heard.read(
            Format.CLAUDE,
            ("[1,{'uuid':'a'},{'uuid':'b','chat_messages':{}},{'chat_messages':[]},"
                    + "{'uuid':'c','name':5,'created_at':{},'chat_messages':[1,null,[],"
                    + "{'text':{},'content':'x','sender':9,'attachments':5},"
                    + "{'uuid':1,'text':'good','sender':'human'}]}]")
                .replace('\'', '"'));
    assertThat(heard.contents()).containsExactly("good");
    assertThat(heard.failed).hasSize(4);
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.BLANK, 3, Skip.UNKNOWN_ROLE, 1));
  }
}
