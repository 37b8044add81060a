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
import java.util.ArrayList;
import java.util.List;

/**
 * Reads of one's own writes after a kill, with no new traffic: nothing else must have to happen for
 * an accepted write to become readable.
 */
final class QuietReads {
  private static final int USERS = 8;
  private static final int MESSAGES = 5;

  private final ChatlogClient client;
  private final List<Accepted> accepted = new ArrayList<>();

  private QuietReads(ChatlogClient client) {
    this.client = client;
  }

  /** A message and where the log has it. */
  private record Accepted(Draft draft, String position) {}

  /** Writes for users of all partitions, which are accepted and nobody waits for. */
  static QuietReads post(ChatlogClient client, String prefix) {
    QuietReads reads = new QuietReads(client);
    Drafts drafts = new Drafts(1);
    List<SessionKey> sessions = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      client.createUser(prefix + user);
      client.createSession(prefix + user, "s");
      sessions.add(new SessionKey(prefix + user, "s"));
    }
    for (int number = 0; number < MESSAGES; number++) {
      for (SessionKey session : sessions) {
        Draft draft = drafts.next(session, "m" + number, number);
        Call call = Call.post(session.messages()).json(draft.toMessage()).async();
        reads.accepted.add(new Accepted(draft, client.send(call).expect(202).position()));
      }
    }
    return reads;
  }

  /** Every write is seen by every kind of read that names its position. */
  void allAreSeen() {
    // The last of each user first: its position is the one that is surely not committed.
    for (Accepted write : accepted.reversed()) {
      Draft draft = write.draft();
      String user = draft.session().user();
      Call search = Call.get(Paths.user(user) + "/search").query("q", draft.token());
      assertThat(ask(search, write).get("items")).as("search of " + draft).hasSize(1);
      Call message = Call.get(draft.session().messages() + "/" + draft.messageId());
      assertThat(ask(message, write).get("content").asText()).isEqualTo(draft.content());
      Call stats = Call.get(Paths.session(user, "s") + "/stats");
      assertThat(ask(stats, write).get("message_count").asInt()).isEqualTo(MESSAGES);
      JsonNode receipt = ask(Call.get("/v1/receipts/" + write.position()), write);
      assertThat(receipt.get("outcome").asText()).isEqualTo("applied");
    }
  }

  /** A stand-by may be behind, but never says that there is nothing where there is something. */
  void staleReadsAreNeverEmpty() {
    for (Accepted write : accepted.subList(0, USERS)) {
      Call read =
          Call.get(Paths.user(write.draft().session().user()))
              .header("Chatlog-Consistency", "stale");
      Reply reply = client.send(read);
      assertThat(reply.status()).as(reply.toString()).isIn(200, 503);
    }
  }

  private JsonNode ask(Call call, Accepted write) {
    return client.send(call.notBefore(write.position())).expect(200).json();
  }
}
