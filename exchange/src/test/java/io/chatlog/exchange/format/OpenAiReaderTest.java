package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiReaderTest {
  private static final String HELLO =
      "{'messages':[{'role':'system','content':'S'},{'role':'user','content':'Hi\\nthere'},"
          + "{'role':'assistant','content':'A'}]}";

  private static Heard read(String... lines) throws IOException {
    return Heard.read(Format.OPENAI, String.join("\n", lines).replace('\'', '"'));
  }

  @Test
  void idsAndPlacesInTimeAreMadeUpTheSameWayEachTime() throws IOException {
    Heard heard = read(HELLO, "", HELLO.replace("Hi", "Ho"));
    assertThat(heard.conversations).extracting(Conversation::id).doesNotHaveDuplicates();
    assertThat(heard.conversations).extracting(Conversation::title).containsExactly("Hi", "Ho");
    assertThat(heard.turns.subList(0, 3))
        .extracting(Turn::behindMicros)
        .containsExactly(1_000L, 2_000L, 3_000L);
    assertThat(heard.turns).extracting(Turn::timestampMicros).containsOnlyNulls();
    assertThat(heard.conversations).extracting(Conversation::createdAtMicros).containsOnlyNulls();
    assertThat(heard.turns).extracting(Turn::id).doesNotHaveDuplicates().hasSize(6);
    Heard alone = read("x", HELLO.replace(",", " , "));
    assertThat(alone.turns)
        .as("neither the place of the line nor white space in it counts")
        .isEqualTo(heard.turns.subList(0, 3));
  }

  @Test
  void aBadLineHarmsNoOther() throws IOException {
    Heard heard = read("{", "5", "{'messages':5}", "{'a':1}", HELLO, "{'messages':[{'role':'x'}]}");
    assertThat(heard.turns).hasSize(3);
    assertThat(heard.failed)
        .extracting(Failed::where)
        .containsExactly("line 1", "line 2", "line 3", "line 4", "line 6, message 1");
    assertThat(heard.failed.getFirst().code()).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void toolCallsPartsAndOldRoles() throws IOException {
    Heard heard =
        read(
            "{'messages':[{'role':'developer','content':'D'},"
                + "{'role':'user','content':[{'type':'text','text':'T'},{'type':'image_url'}]},"
                + "{'role':'assistant','content':null,'tool_calls':[{'function':{'name':'f',"
                + "'arguments':'{}'}}],'weight':0},"
                + "{'role':'tool','tool_call_id':'c1','content':'R'},"
                + "{'role':'function','name':'f','content':'F'},"
                + "{'role':'assistant','function_call':{'name':'g'}}]}");
    assertThat(heard.roles())
        .containsExactly("system", "user", "assistant", "tool", "tool", "assistant");
    assertThat(heard.contents())
        .containsExactly("D", "T\n[image_url]", "[tool_call: f] {}", "R", "F", "[tool_call: g] ");
    assertThat(heard.turns.get(2).metadataJson()).isEqualTo("{\"weight\":0}");
    assertThat(heard.turns.get(3).metadataJson()).isEqualTo("{\"tool_call_id\":\"c1\"}");
  }

  @Test
  void aContentOfAWrongTypeFailsAndIsNotBlank() throws IOException {
    Heard heard =
        read(
            "{'messages':[{'role':'user','content':7},{'role':'user','content':{'text':'x'}},"
                + "{'role':'user','content':[5]},{'role':'user','content':[{'type':'text','text':5}]},{'role':'user','content':['plain"
                + " ','parts']},{'role':'user'},{'role':'assistant','content':'A'}]}");
    assertThat(heard.contents()).containsExactly("plain \nparts", "A");
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.BLANK, 1));
    assertThat(heard.failed)
        .extracting(Failed::where)
        .containsExactly(
            "line 1, message 1", "line 1, message 2", "line 1, message 3", "line 1, message 4");
    assertThat(heard.failed).extracting(Failed::code).containsOnly(ErrorCode.INVALID_FIELD);
  }

  @Test
  void aConversationOfWhichNothingCanBeTakenIsNone() throws IOException {
    Heard heard =
        read(
            "{'messages':[]}",
            "{'messages':[{'role':'user','content':' '}]}",
            "{'messages':[{'role':'user','content':1}]}",
            HELLO);
    assertThat(heard.conversations).hasSize(1);
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.BLANK, 1, Skip.EMPTY_CONVERSATION, 3));
    assertThat(heard.failed).hasSize(1);
  }

  @Test
  void anArrayOfTheSameIsReadToo() throws IOException {
    assertThat(read("[" + HELLO + "]").turns).isEqualTo(read(HELLO).turns);
  }

  @Test
  void aLineThatIsTooLongFailsAlone() throws IOException {
    Heard heard = read(HELLO.replace("Hi", "x".repeat(1 << 20)), HELLO);
    assertThat(heard.turns).hasSize(3);
    assertThat(heard.failed)
        .extracting(Failed::code)
        .containsExactly(ErrorCode.CONVERSATION_TOO_LARGE);
  }
}
