package io.chatlog.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.ledger.Draft;
import io.chatlog.it.ledger.Drafts;
import io.chatlog.it.ledger.SessionKey;
import io.chatlog.it.process.SplitCluster;
import io.chatlog.it.process.SplitCluster.Role;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Read your writes after {@code kill -9} of the owner, with no new traffic: nothing else must have
 * to happen for an accepted write to become readable.
 */
class QuietReadTest {
  private static final int USERS = 8;
  private static final int MESSAGES = 10;

  /** A message and where the log has it. */
  private record Accepted(Draft draft, String position) {}

  @Test
  void afterAKillOfTheStandalone() {
    try (Standalone standalone = Standalone.start(Workspace.empty("quiet-standalone"));
        ChatlogClient client = ChatlogClient.of(standalone)) {
      List<Accepted> accepted = post(client, "quiet");
      standalone.kill();
      standalone.startAgain();
      readAll(client, accepted);
    }
  }

  @Test
  void afterAKillOfEitherProcessor() {
    try (SplitCluster cluster = SplitCluster.start(Workspace.empty("quiet-split"));
        ChatlogClient client = ChatlogClient.of(cluster)) {
      for (Role role : List.of(Role.PROCESSOR_1, Role.PROCESSOR_2)) {
        List<Accepted> accepted = post(client, role.toString());
        cluster.kill(role);
        staleReadsAreNeverEmpty(client, accepted);
        readAll(client, accepted);
        cluster.startAgain(role);
        readAll(client, accepted);
      }
    }
  }

  /** Users of all partitions, whose messages nobody waits for. */
  private static List<Accepted> post(ChatlogClient client, String prefix) {
    Drafts drafts = new Drafts(1);
    List<SessionKey> sessions = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      client.createUser(prefix + user);
      client.createSession(prefix + user, "s");
      sessions.add(new SessionKey(prefix + user, "s"));
    }
    List<Accepted> accepted = new ArrayList<>();
    for (int number = 0; number < MESSAGES; number++) {
      for (SessionKey session : sessions) {
        Draft draft = drafts.next(session, "m" + number, number);
        Call call = Call.post(session.messages()).json(draft.toMessage()).async();
        accepted.add(new Accepted(draft, client.send(call).expect(202).position()));
      }
    }
    return accepted;
  }

  private static void readAll(ChatlogClient client, List<Accepted> accepted) {
    // The last of each user first: its position is the one that is surely not committed.
    for (Accepted write : accepted.reversed()) {
      Draft draft = write.draft();
      String user = draft.session().user();
      Call search = Call.get(Paths.user(user) + "/search").query("q", draft.token());
      assertThat(ask(client, search, write).get("items")).as("search of " + draft).hasSize(1);
      int seq =
          ask(client, Call.get(draft.session().messages() + "/" + draft.messageId()), write)
              .get("seq")
              .asInt();
      assertThat(seq).isEqualTo(Integer.parseInt(draft.messageId().substring(1)) + 1);
      Call stats = Call.get(Paths.session(user, "s") + "/stats");
      assertThat(ask(client, stats, write).get("message_count").asInt()).isEqualTo(MESSAGES);
      JsonNode receipt = ask(client, Call.get("/v1/receipts/" + write.position()), write);
      assertThat(receipt.get("outcome").asText()).isEqualTo("applied");
    }
  }

  private static JsonNode ask(ChatlogClient client, Call call, Accepted write) {
    return client.send(call.notBefore(write.position())).expect(200).json();
  }

  /** A stand-by may be behind, but never says that there is nothing where there is something. */
  private static void staleReadsAreNeverEmpty(ChatlogClient client, List<Accepted> accepted) {
    for (Accepted write : accepted.subList(0, USERS)) {
      Call read =
          Call.get(Paths.user(write.draft().session().user()))
              .header("Chatlog-Consistency", "stale");
      Reply reply = client.send(read);
      assertThat(reply.status()).as(reply.toString()).isIn(200, 503);
    }
  }
}
