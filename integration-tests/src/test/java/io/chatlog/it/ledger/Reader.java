package io.chatlog.it.ledger;

import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks for acknowledged messages by their positions, all the time. Each answer is the message, or
 * that it cannot be had now; never that there is none.
 */
final class Reader implements Runnable {
  private static final long PAUSE_NANOS = 20_000_000;

  private final WriterPlan plan;
  private final ChatlogClient client;
  private final Ledger ledger;
  private final Random random;

  Reader(WriterPlan plan, ChatlogClient client, Ledger ledger) {
    this.plan = plan;
    this.client = client;
    this.ledger = ledger;
    this.random = new Random(plan.seed() * 41);
  }

  @Override
  public void run() {
    while (!plan.isOver()) {
      ledger.anyAcknowledged(random).ifPresent(this::read);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void read(Entry entry) {
    SessionKey session = entry.draft().session();
    String path = Paths.message(session.user(), session.session(), entry.draft().messageId());
    try {
      Reply reply = client.attempt(Call.get(path).header("Chatlog-Min-Position", entry.position()));
      boolean good =
          reply.status() == 503
              || reply.status() == 200 && entry.draft().differenceTo(reply.json()).isEmpty();
      if (!good) {
        ledger.surprise("a read of an acknowledged message: " + reply);
      }
    } catch (IOException brokenOff) {
      // It was killed: to be asked again later.
    } catch (RuntimeException e) {
      ledger.surprise("a read of an acknowledged message ended with " + e);
    }
  }
}
