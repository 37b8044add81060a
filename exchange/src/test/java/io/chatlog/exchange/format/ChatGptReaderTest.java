package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatGptReaderTest {
  private static Heard read(String conversations) throws IOException {
    return Heard.read(Format.CHATGPT, conversations.replace('\'', '"'));
  }

  private static String conversation(String fields, String mapping) {
    return "[{'id':'c'," + fields + "'mapping':{" + mapping + "}}]";
  }

  private static String node(String id, String parent, String message) {
    return "'%s':{'id':'%s','parent':%s,'message':%s}"
        .formatted(id, id, parent == null ? "null" : "'" + parent + "'", message);
  }

  private static String says(String role, String text) {
    return ("{'author':{'role':'%s'},'create_time':1.5,"
            + "'content':{'content_type':'text','parts':['%s']}}")
        .formatted(role, text);
  }

  @Test
  void theThreadOfCurrentNodeIsTheSession() throws IOException {
    Heard heard = Heard.read(Format.CHATGPT, Heard.resource("chatgpt/librechat_chatgpt-tree.json"));
    assertThat(heard.roles())
        .containsExactly("user", "assistant", "user", "assistant", "user", "assistant");
    assertThat(heard.contents().subList(0, 5))
        .containsExactly(
            "hi there",
            "Hello! How can I assist you today?",
            "hi again",
            "Hey! Welcome back. What's on your mind?",
            "tell me a joke");
    assertThat(heard.skipped)
        .isEqualTo(Map.of(Skip.OTHER_BRANCH, 5, Skip.HIDDEN, 1, Skip.NO_MESSAGE, 1));
    Conversation session = heard.conversations.getFirst();
    assertThat(session.id()).isEqualTo("chatgpt-d5dc5307-6807-41a0-8b04-4acee626eeb7");
    assertThat(session.title()).isEqualTo("Assist user with summary");
    assertThat(session.createdAtMicros()).isEqualTo(1_714_585_031_148_505L);
    assertThat(session.source()).isEqualTo("chatgpt");
    assertThat(session.metadataJson())
        .contains("\"default_model_slug\":\"text-davinci-002-render-sha\"")
        .contains("\"conversation_id\":\"d5dc5307-6807-41a0-8b04-4acee626eeb7\"");
    assertThat(heard.turns.getFirst().timestampMicros()).isEqualTo(1_714_585_031_150_442L);
  }

  @Test
  void aByteOrderMarkChangesNothing() throws IOException {
    Heard plain = Heard.read(Format.CHATGPT, Heard.resource("chatgpt/librechat_chatgpt-tree.json"));
    Heard marked =
        Heard.read(Format.CHATGPT, Heard.resource("chatgpt/librechat_chatgpt-tree.utf8bom.json"));
    assertThat(marked.turns).isEqualTo(plain.turns);
    assertThat(marked.conversations).isEqualTo(plain.conversations);
  }

  @Test
  void toolDirectedAndWeightZeroAreCounted() throws IOException {
    Heard heard =
        Heard.read(Format.CHATGPT, Heard.resource("chatgpt/librechat_chatgpt-export.json"));
    assertThat(heard.conversations).hasSize(2);
    assertThat(heard.turns).hasSize(10);
    assertThat(heard.skipped)
        .isEqualTo(
            Map.of(Skip.TOOL_DIRECTED, 4, Skip.WEIGHT_ZERO, 5, Skip.HIDDEN, 2, Skip.NO_MESSAGE, 2));
    assertThat(heard.failed).isEmpty();
    assertThat(heard.turns.get(1).metadataJson()).contains("\"model_slug\":\"gpt-4\"");
  }

  @Test
  void aConversationWithoutMappingFailsAndHarmsNoOther() throws IOException {
    Heard heard =
        Heard.read(Format.CHATGPT, Heard.resource("chatgpt/librechat_chatgpt-modern-export.json"));
    assertThat(heard.conversations).hasSize(2);
    assertThat(heard.turns).hasSize(6);
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.HIDDEN, 1, Skip.NO_MESSAGE, 2));
    assertThat(heard.failed).hasSize(1);
    assertThat(heard.failed.getFirst().conversation())
        .isEqualTo("chatgpt-6b0f0d9c-0000-4000-8000-000000000002");
    assertThat(heard.failed.getFirst().where()).isEqualTo("conversation 2");
  }

  @Test
  void userMessagesWithoutMetadata() throws IOException {
    Heard heard = read(conversation("", node("a", null, says("user", "x"))));
    assertThat(heard.contents()).containsExactly("x");
    assertThat(heard.turns.getFirst().metadataJson()).isNull();
  }

  @Test
  void missingCreateTimeTakesThatOfTheFirstMessage() throws IOException {
    Heard heard = read(conversation("'create_time':null,", node("a", null, says("user", "x"))));
    assertThat(heard.conversations.getFirst().createdAtMicros()).isEqualTo(1_500_000);
    Heard none =
        read(
            conversation(
                "", node("a", null, "{'author':{'role':'user'},'content':{'parts':['x']}}")));
    assertThat(none.conversations.getFirst().createdAtMicros()).isNull();
    assertThat(none.turns.getFirst().timestampMicros()).isNull();
  }

  @Test
  void aMessageWithoutTimeHasThatOfTheOneBefore() throws IOException {
    String untimed = "{'author':{'role':'assistant'},'create_time':null,'content':{'parts':['y']}}";
    Heard heard =
        read(
            conversation(
                "'create_time':9,",
                node("a", null, says("user", "x")) + "," + node("b", "a", untimed)));
    assertThat(heard.turns)
        .extracting(Turn::timestampMicros)
        .containsExactly(1_500_000L, 1_500_000L);
  }

  @Test
  void slimExportsWithoutChildrenAndWithAPlaceholderForTheRoot() throws IOException {
    Heard heard =
        read(
            conversation(
                "'current_node':'b',",
                node("root", null, "null")
                    + ","
                    + node("a", "root", says("user", "x"))
                    + ","
                    + node("b", "a", says("assistant", "y"))));
    assertThat(heard.contents()).containsExactly("x", "y");
    assertThat(heard.skips(Skip.NO_MESSAGE)).isEqualTo(1);
  }

  @Test
  void childrenStandInForParentsThatAreMissing() throws IOException {
    Heard heard =
        read(
            conversation(
                "'current_node':'b',",
                "'a':{'children':['b'],'message':"
                    + says("user", "x")
                    + "},'b':{'message':"
                    + says("assistant", "y")
                    + "}"));
    assertThat(heard.contents()).containsExactly("x", "y");
  }

  @Test
  void withoutCurrentNodeTheNewestLeafEndsTheThread() throws IOException {
    String old = says("assistant", "old").replace("1.5", "2");
    String young = says("assistant", "young").replace("1.5", "3");
    String tree =
        node("a", null, says("user", "x"))
            + ","
            + node("b", "a", young)
            + ","
            + node("c", "a", old);
    for (String current : new String[] {"", "'current_node':null,", "'current_node':'gone',"}) {
      Heard heard = read(conversation(current, tree));
      assertThat(heard.contents()).containsExactly("x", "young");
      assertThat(heard.skips(Skip.OTHER_BRANCH)).isEqualTo(1);
    }
  }

  @Test
  void aCycleEnds() throws IOException {
    Heard heard =
        read(
            conversation(
                "'current_node':'a',",
                node("a", "b", says("user", "x")) + "," + node("b", "a", says("user", "y"))));
    assertThat(heard.contents()).containsExactly("y", "x");
    Heard without =
        read(
            conversation(
                "", node("a", "b", says("user", "x")) + "," + node("b", "a", says("user", "y"))));
    assertThat(without.turns).hasSize(2);
    Heard self = read(conversation("'current_node':'a',", node("a", "a", says("user", "x"))));
    assertThat(self.contents()).containsExactly("x");
  }

  @Test
  void hiddenAndEmptyMessagesAreCountedByReason() throws IOException {
    String chain =
        node("1", null, says("system", ""))
            + ","
            + node("2", "1", says("user", " "))
            + ","
            + node("3", "2", says("user", "h").replace("'content'", "'weight':0.0,'content'"))
            + ","
            + node(
                "4",
                "3",
                says("assistant", "t").replace("'content':", "'recipient':'python','content':"))
            + ","
            + node(
                "5",
                "4",
                says("user", "v")
                    .replace(
                        "'content':",
                        "'metadata':{'is_visually_hidden_from_conversation':true},'content':"))
            + ","
            + node("6", "5", says("critic", "c"))
            + ","
            + node("7", "6", "{'author':{'role':'user'},'content':{'content_type':'new'}}")
            + ","
            + node(
                "8",
                "7",
                "{'author':{'role':'assistant'},'content':{'content_type':'thoughts','thoughts':[]}}")
            + ","
            + node("9", "8", says("user", "last"));
    Heard heard = read(conversation("'current_node':'9',", chain));
    assertThat(heard.contents()).containsExactly("last");
    assertThat(heard.skipped)
        .isEqualTo(
            Map.of(
                Skip.EMPTY_SYSTEM, 1,
                Skip.BLANK, 1,
                Skip.WEIGHT_ZERO, 1,
                Skip.TOOL_DIRECTED, 1,
                Skip.HIDDEN, 1,
                Skip.UNKNOWN_ROLE, 1,
                Skip.UNKNOWN_CONTENT, 1,
                Skip.REASONING, 1));
  }

  @Test
  void contentOfEveryKind() throws IOException {
    String[] contents = {
      "{'content_type':'code','language':'python','text':'print(1)'}",
      "{'content_type':'execution_output','text':'1'}",
      "{'content_type':'multimodal_text','parts':['see',{'content_type':'image_asset_pointer',"
          + "'asset_pointer':'file-service://f1'},{'content_type':'audio_transcription','text':'heard'}]}",
      "{'content_type':'tether_browsing_display','result':'found'}",
      "{'content_type':'tether_quote','url':'http://u','title':'T','text':'quoted'}",
      "{'content_type':'user_editable_context','user_profile':'P','user_instructions':'I'}"
    };
    StringBuilder chain = new StringBuilder(node("0", null, "null"));
    for (int at = 0; at < contents.length; at++) {
      String message = "{'author':{'role':'tool','name':'t'},'content':" + contents[at] + "}";
      chain.append(',').append(node("" + (at + 1), "" + at, message));
    }
    Heard heard = read(conversation("'current_node':'6',", chain.toString()));
    assertThat(heard.contents())
        .containsExactly(
            "print(1)",
            "1",
            "see\n[image: file-service://f1]\nheard",
            "found",
            "T\nhttp://u\nquoted",
            "P\nI");
    assertThat(heard.turns.getFirst().metadataJson())
        .isEqualTo("{\"content_type\":\"code\",\"language\":\"python\",\"name\":\"t\"}");
  }

  @Test
  void aZipWithManyFilesIsOneExport() throws IOException {
    String one =
        conversation("'title':'1',", node("a", null, says("user", "x"))).replace('\'', '"');
    byte[] zip =
        Heard.zip(
            "user.json", "{\"email\":\"a@b\"}",
            "conversations-010.json", one.replace("\"c\"", "\"c10\""),
            "conversations-002.json", one.replace("\"c\"", "\"c2\""),
            "alone.json", one.substring(1, one.length() - 1),
            "__MACOSX/conversations.json", "junk",
            "chat.html", "<html>",
            "message_feedback.json", "[]");
    Heard heard = Heard.read(Format.CHATGPT, zip);
    assertThat(heard.conversations)
        .extracting(Conversation::id)
        .containsExactly("chatgpt-c", "chatgpt-c2", "chatgpt-c10");
    assertThat(heard.skips(Skip.OTHER_FILE)).isEqualTo(3);
    assertThat(Heard.read(null, zip).turns).isEqualTo(heard.turns);
  }

  @Test
  void anIdThatIsNoneOfOursIsDerived() throws IOException {
    String odd = "[{'id':'a b/c','mapping':{" + node("a", null, says("user", "x")) + "}}]";
    String id = read(odd).conversations.getFirst().id();
    assertThat(id)
        .matches("chatgpt-[0-9a-f-]{36}")
        .isEqualTo(read(odd).conversations.getFirst().id());
  }

  @Test
  void theSameMessageIdInTwoConversationsGivesTwoIds() throws IOException {
    String one = conversation("", node("a", null, says("user", "x")));
    Heard heard =
        read(one.substring(0, one.length() - 1) + "," + one.replace("'c'", "'d'").substring(1));
    assertThat(heard.turns).extracting(Turn::id).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void wrongTypesAnywhereFailOneConversationOnly() throws IOException {
    Heard heard =
        read(
            "[5,null,'x',[],{'id':7,'mapping':{}},{'id':'a','mapping':[]},"
                + "{'id':'b','title':{},'create_time':[],'current_node':3,'mapping':{'n':4,'m':"
                + "{'parent':{},'children':{},'message':{'author':5,'content':6}}}},"
                + conversation("", node("a", null, says("user", "good"))).substring(1));
    assertThat(heard.contents()).containsExactly("good");
    assertThat(heard.failed).hasSize(6);
  }

  @Test
  void aConversationThatIsTooLargeFailsAlone() throws IOException {
    String large = "x".repeat(700_000);
    String good = conversation("", node("a", null, says("user", "good"))).substring(1);
    Heard heard =
        read(
            "[{'id':'large','mapping':{"
                + node("a", null, says("user", large))
                + ","
                + node("b", "a", says("user", large))
                + "}},"
                + good);
    assertThat(heard.contents()).containsExactly("good");
    assertThat(heard.failed).hasSize(1);
    assertThat(heard.failed.getFirst().code()).isEqualTo(ErrorCode.CONVERSATION_TOO_LARGE);
  }

  @Test
  void deepValuesFailAlone() throws IOException {
    String deep = "[".repeat(100) + "]".repeat(100);
    String good = conversation("", node("a", null, says("user", "good"))).substring(1);
    Heard heard =
        read("[{'id':'deep','mapping':{'a':{'message':{'content':" + deep + "}}}}," + good);
    assertThat(heard.contents()).containsExactly("good");
    assertThat(heard.failed).hasSize(1);
  }
}
