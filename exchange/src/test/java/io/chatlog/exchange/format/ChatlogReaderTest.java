package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Past;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatlogReaderTest {
  private static Heard read(String export) throws IOException {
    return Heard.read(Format.CHATLOG, export.replace('\'', '"'));
  }

  private static final String MESSAGES =
      "[{'role':'user','content':'x','timestamp':'2024-01-01T00:00:00.001Z','metadata':{'n':1.0}},"
          + "{'role':'assistant','content':'y','timestamp':null,'metadata':{}}]";

  @Test
  void everythingThatAnExportHas() throws IOException {
    Heard heard =
        read(
            "{'user_id':'ann','profile':{'name':'Ann','email':'a@b','preferences':{'p':[1e0]},"
                + "'metadata':{}},'sessions':[{'session_id':'s1','title':'T',"
                + "'created_at':'2023-01-01T00:00:00.000Z','message_count':2,'messages':"
                + MESSAGES
                + "},{'session_id':'s2','title':'','created_at':null,'messages':[]}],"
                + "'export_timestamp':'2026-01-01T00:00:00.000Z'}");
    assertThat(heard.profile)
        .isEqualTo(new Profile("ann", "Ann", "a@b", "{\"p\":[1e0]}", "{}", Past.OfUser.NONE));
    assertThat(heard.conversations)
        .extracting(Conversation::id)
        .as("the ids of the export are kept")
        .containsExactly("s1", "s2");
    assertThat(heard.conversations.getFirst().createdAtMicros()).isEqualTo(1_672_531_200_000_000L);
    assertThat(heard.contents()).containsExactly("x", "y");
    assertThat(heard.turns.getFirst().metadataJson()).isEqualTo("{\"n\":1.0}");
    assertThat(heard.turns.getFirst().timestampMicros()).isEqualTo(1_704_067_200_001_000L);
  }

  @Test
  void keysInAnyOrder() throws IOException {
    Heard sorted =
        read(
            "{'export_timestamp':'','sessions':[{'created_at':null,'messages':"
                + MESSAGES
                + ",'session_id':'s1','title':'T'}],'user_id':'ann'}");
    Heard usual =
        read(
            "{'user_id':'ann','sessions':[{'session_id':'s1','title':'T','created_at':null,'messages':"
                + MESSAGES
                + "}]}");
    assertThat(sorted.turns).isEqualTo(usual.turns);
    assertThat(sorted.conversations).isEqualTo(usual.conversations);
    assertThat(sorted.profile.user()).isEqualTo("ann");
  }

  @Test
  void wrongTypesAnywhereFailOneSessionOnly() throws IOException {
    Heard heard =
        read(
            "{'user_id':'ann','profile':5,'sessions':[1,{},{'session_id':5,'messages':[1]},"
                + "{'session_id':'s','title':7,'created_at':{},'metadata':[],'messages':[1,"
                + "{'role':'king','content':'x'},{'role':'user','content':5},{'role':'user','content':'"
                + " '},{'role':'user','content':'good','metadata':5}]}]}");
    assertThat(heard.contents()).containsExactly("good");
    assertThat(heard.failed).hasSize(6);
    assertThat(heard.skipped).isEqualTo(Map.of(Skip.BLANK, 1));
  }

  @Test
  void otherKeysOfAProfileAreKeptUnderItsMetadata() throws IOException {
    Heard heard =
        read("{'user_id':'ann','profile':{'age':1e0,'metadata':{'k':null}},'sessions':[]}");
    assertThat(heard.profile.metadataJson()).isEqualTo("{\"k\":null,\"age\":1e0}");
    assertThat(heard.failed).isEmpty();
    Heard line = read("{'type':'user','user_id':'ann','team':'x'}\n");
    assertThat(line.profile.metadataJson()).isEqualTo("{\"team\":\"x\"}");
    Heard clash = read("{'user_id':'ann','profile':{'age':1,'metadata':{'age':2}},'sessions':[]}");
    assertThat(clash.profile.metadataJson()).isEqualTo("{\"age\":2}");
    assertThat(clash.failed)
        .singleElement()
        .satisfies(failed -> assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    assertThat(
            read("{'user_id':'ann','profile':{'name':'A'},'sessions':[]}").profile.metadataJson())
        .isNull();
  }

  @Test
  void linesWithEveryField() throws IOException {
    String lines =
        """
        {'type':'user','user_id':'ann','name':'Ann','username':'a','email':null,'role':'r','preferences':{},'metadata':{'k':1},'created_at':'2020-01-01T00:00:00.000001Z','updated_at':null,'version':3}
        {'type':'session','session_id':'s1','user_id':'ann','title':'T','channel':'web','source':null,'status':'archived','summary':'S','tags':['a','b'],'metadata':{'x':1.0},'external_id':'E','created_at':'2020-01-01T00:00:01.000Z','updated_at':'2020-01-02T00:00:00.000Z','message_count':1,'last_seq':7,'version':4}
        {'type':'message','message_id':'m1','session_id':'s1','user_id':'ann','seq':5,'role':'user','content':'x','author_id':'bob','timestamp':'2020-01-01T00:00:02.000Z','received_at':'2020-01-01T00:00:03.000Z','edited_at':null,'metadata':{},'version':2}
        nonsense
        {'type':'message','message_id':'m2','session_id':'other','role':'user','content':'x'}
        {'type':'session','session_id':'s2','user_id':'ann'}
        {'type':'nothing'}
        """;
    Heard heard = read(lines);
    assertThat(heard.profile.past())
        .isEqualTo(new Past.OfUser("a", "r", 1_577_836_800_000_001L, null, 3L));
    assertThat(heard.conversations).extracting(Conversation::id).containsExactly("s1", "s2");
    assertThat(heard.conversations.getFirst().past())
        .isEqualTo(
            new Past("archived", "S", List.of("a", "b"), "E", 1_577_923_200_000_000L, 4L, 7L));
    assertThat(heard.turns).extracting(Turn::id).containsExactly("m1");
    assertThat(heard.turns.getFirst().authorId()).isEqualTo("bob");
    assertThat(heard.turns.getFirst().past())
        .isEqualTo(new Past.OfTurn(1_577_836_803_000_000L, null, 2L, 5L));
    assertThat(heard.failed)
        .extracting(Failed::where)
        .containsExactly("line 4", "line 5", "line 7");
  }

  @Test
  void sessionsOfOneMillisecondKeepTheirOrder() throws IOException {
    String session = "{'session_id':'%s','title':'T','created_at':'%s','messages':[]}";
    String first = "2020-01-01T00:00:00.001Z";
    String second = "2020-01-01T00:00:00.002Z";
    Heard heard =
        read(
            "{'user_id':'u','sessions':["
                + String.join(
                    ",",
                    session.formatted("z", first),
                    session.formatted("a", first),
                    session.formatted("y", first),
                    session.formatted("b", second),
                    session.formatted("late", "2020-01-01T00:00:00.001005Z"),
                    session.formatted("c", first))
                + "]}");
    long begin = 1_577_836_800_001_000L;
    assertThat(heard.conversations)
        .extracting(Conversation::createdAtMicros)
        .containsExactly(begin, begin + 1, begin + 2, begin + 1_000, begin + 5, begin + 6);
    StringBuilder many = new StringBuilder(session.formatted("0", first));
    for (int at = 1; at <= 1_000; at++) {
      many.append(',').append(session.formatted(at, first));
    }
    assertThat(read("{'user_id':'u','sessions':[" + many + "]}").conversations)
        .extracting(Conversation::createdAtMicros)
        .endsWith(begin + 998, begin + 999, begin + 999);
  }
}
