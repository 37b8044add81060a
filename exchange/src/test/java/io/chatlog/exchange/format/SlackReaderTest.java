package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackReaderTest {
  private static final String CHANNELS =
      "[{'id':'C1','name':'general','created':1450000000,'topic':{'value':'all'},'members':['U1']}]";
  private static final String USERS =
      "[{'id':'U1','name':'ann','profile':{'display_name':'Ann'}},{'id':'U2','name':'bob','real_name':'Bob"
          + " B'},{'id':'U9','name':'robot','is_bot':true}]";

  private static Heard read(String... namesAndTexts) throws IOException {
    for (int at = 1; at < namesAndTexts.length; at += 2) {
      namesAndTexts[at] = namesAndTexts[at].replace('\'', '"');
    }
    return Heard.read(Format.SLACK, Heard.zip(namesAndTexts));
  }

  private static Heard general(String... messages) throws IOException {
    return read(
        "channels.json", CHANNELS,
        "users.json", USERS,
        "general/2016-01-15.json", "[" + String.join(",", messages) + "]");
  }

  private static String message(String ts, String fields) {
    return "{'type':'message','ts':'" + ts + "'," + fields + "}";
  }

  @Test
  void channelsGroupsAndDirectMessages() throws IOException {
    String hi = "[" + message("1452837318.000002", "'user':'U1','text':'hi'") + "]";
    Heard heard =
        read(
            "channels.json", CHANNELS,
            "groups.json", "[{'id':'G1','name':'secret'}]",
            "dms.json", "[{'id':'D1','members':['U1','U2']}]",
            "mpims.json", "[{'id':'G2','name':'mpdm-ann--bob-1','members':['U1','U7']}]",
            "org_users.json", USERS,
            "integration_logs.json", "[]",
            "general/2016-01-15.json", hi,
            "secret/2016-01-15.json", hi,
            "D1/2016-01-15.json", hi,
            "mpdm-ann--bob-1/2016-01-15.json", hi,
            "unlisted/2016-01-15.json", hi);
    assertThat(heard.conversations)
        .extracting(Conversation::id, Conversation::title)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("slack-C1", "#general"),
            org.assertj.core.groups.Tuple.tuple("slack-G1", "#secret"),
            org.assertj.core.groups.Tuple.tuple("slack-D1", "Ann, Bob B"),
            org.assertj.core.groups.Tuple.tuple("slack-G2", "Ann, U7"),
            org.assertj.core.groups.Tuple.tuple("slack-unlisted", "#unlisted"));
    assertThat(heard.turns)
        .as("a ts is unique inside its channel only")
        .extracting(Turn::id)
        .doesNotHaveDuplicates()
        .hasSize(5);
    Conversation general =
        heard.conversations.stream()
            .filter(c -> c.id().equals("slack-C1"))
            .findFirst()
            .orElseThrow();
    assertThat(general.createdAtMicros()).isEqualTo(1_450_000_000_000_000L);
    assertThat(general.metadataJson())
        .contains("\"kind\":\"channel\"")
        .contains("\"topic\":\"all\"");
  }

  @Test
  void aFolderAroundEverythingAndDaysInTheirOrder() throws IOException {
    Heard heard =
        read(
            "export/users.json",
            USERS,
            "export/channels.json",
            CHANNELS,
            "export/general/2016-02-01.json",
            "[" + message("1454284800.000100", "'user':'U1','text':'later'") + "]",
            "export/general/2016-01-15.json",
            "[" + message("1452837318.000100", "'user':'U1','text':'earlier'") + "]");
    assertThat(heard.contents()).containsExactly("earlier", "later");
  }

  @Test
  void timesAreDecimalsAndOrderADay() throws IOException {
    Heard heard =
        general(
            message("1452837318.000010", "'user':'U1','text':'second'"),
            message("1452837318.000002", "'user':'U1','text':'first'"));
    assertThat(heard.contents()).containsExactly("first", "second");
    assertThat(heard.turns.getFirst().timestampMicros()).isEqualTo(1_452_837_318_000_002L);
    assertThat(heard.turns.getFirst().metadataJson()).contains("\"ts\":\"1452837318.000002\"");
  }

  @Test
  void botMessagesHaveNoUser() throws IOException {
    Heard heard =
        general(
            message(
                "1.000001", "'subtype':'bot_message','bot_id':'B1','username':'CI','text':'ok'"),
            message("1.000002", "'user':'U9','text':'beep'"),
            message(
                "1.000003",
                "'subtype':'bot_message','bot_id':'B1','text':'',"
                    + "'attachments':[{'title':'T','text':'x'},{'fallback':'F'}]"));
    assertThat(heard.roles()).containsExactly("assistant", "assistant", "assistant");
    assertThat(heard.turns).extracting(Turn::authorId).containsExactly("B1", "U9", "B1");
    assertThat(heard.turns.getFirst().metadataJson()).contains("\"name\":\"CI\"");
    assertThat(heard.contents()).containsExactly("ok", "beep", "T\nx\nF");
  }

  @Test
  void usersThatAreNotListedKeepTheirIds() throws IOException {
    Heard heard = general(message("1.000001", "'user':'U404','text':'hi <@U404> and <@U1>'"));
    assertThat(heard.turns.getFirst().authorId()).isEqualTo("U404");
    assertThat(heard.contents()).containsExactly("hi @U404 and @Ann");
  }

  @Test
  void repliesWithoutTheirRootAndBroadcasts() throws IOException {
    Heard heard =
        general(
            message("2.000001", "'user':'U1','thread_ts':'1.000000','text':'orphan'"),
            message(
                "2.000002",
                "'user':'U1','thread_ts':'2.000001','subtype':'thread_broadcast','text':'both'"));
    assertThat(heard.contents()).containsExactly("orphan", "both");
    assertThat(heard.roles()).containsOnly("user");
    assertThat(heard.turns.getFirst().metadataJson()).contains("\"thread_ts\":\"1.000000\"");
  }

  @Test
  void whatSlackSaysItselfIsOfTheSystem() throws IOException {
    Heard heard =
        general(
            message("1.000001", "'user':'U1','subtype':'channel_join','text':'<@U1> has joined'"),
            message("1.000002", "'subtype':'tombstone','text':'This message was deleted.'"),
            message("1.000003", "'user':'U1','text':'','files':[{'name':'a.pdf'}]"),
            message("1.000004", "'user':'U1','text':' '"),
            "{'type':'event','ts':'1.000005','text':'x'}");
    assertThat(heard.roles()).containsExactly("system", "user");
    assertThat(heard.contents()).containsExactly("@Ann has joined", "[file: a.pdf]");
    assertThat(heard.skipped)
        .isEqualTo(Map.of(Skip.TOMBSTONE, 1, Skip.BLANK, 1, Skip.UNKNOWN_CONTENT, 1));
  }

  @Test
  void markupIsDecoded() throws IOException {
    Heard heard =
        general(
            message(
                "1.000001",
                "'user':'U1','text':'1 &lt; 2 &amp;&amp; <#C1|general> <#C1> <#C9> <!here>"
                    + " <!subteam^S1|@team> <http://a.b/?x=1&amp;y=2|a &amp; b> <http://c.d>"
                    + " <mailto:a@b.c|a@b.c> &amp;lt; <@U2|bobby> a < b'"));
    assertThat(heard.contents())
        .containsExactly(
            "1 < 2 && #general #general #C9 @here @team a & b (http://a.b/?x=1&y=2) http://c.d"
                + " a@b.c &lt; @bobby a < b");
  }

  @Test
  void wrongTypesAnywhere() throws IOException {
    Heard heard =
        read(
            "channels.json", "[5,{},{'id':7},{'id':'C1','name':'general','members':5}]",
            "users.json", "{'not':'an array'}",
            "general/2016-01-15.json",
                "[1,{'ts':5},{'ts':'nonsense'},"
                    + message("1.000001", "'user':{},'text':[],'files':7,'reactions':[1]")
                    + ","
                    + message("1.000002", "'user':'U1','text':'good'")
                    + "]",
            "general/2016-01-16.json", "{}",
            "general/notes.txt", "x");
    assertThat(heard.contents()).containsExactly("good");
    assertThat(heard.failed)
        .extracting(Failed::where)
        .hasSize(4)
        .contains("general/2016-01-16.json");
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.BLANK, 1, Skip.OTHER_FILE, 1));
  }
}
