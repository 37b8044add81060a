package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.ingest.email.Claimed;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.email.UnusedClaim;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.EmailIds;
import io.chatlog.view.EmailUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The e-mail addresses of one batch of users: reserved together before the items go to the log, and
 * let go again where an item did not take its own. Not thread-safe: one per batch; blocks.
 */
final class UserBatch {
  private final EventEncoder encoder;
  private final EmailClaims emails;
  private final Map<Integer, UnusedClaim> held = new TreeMap<>();

  UserBatch(EventEncoder encoder, EmailClaims emails) {
    this.encoder = encoder;
    this.emails = emails;
  }

  /** The items, of which none waits for its address any more. */
  List<BatchItem> claimed(List<BatchItem> items) {
    List<Integer> indexes = new ArrayList<>();
    List<EmailUse> uses = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      if (items.get(index) instanceof BatchItem.Claiming(Event event, CreateUser _, String email)) {
        indexes.add(index);
        uses.add(new EmailUse(event.owner(), EmailIds.of(email)));
      }
    }
    if (uses.isEmpty()) {
      return items;
    }
    List<Claimed> claims = emails.claim(uses);
    List<BatchItem> claimed = new ArrayList<>(items);
    for (int at = 0; at < indexes.size(); at++) {
      int index = indexes.get(at);
      if (items.get(index)
          instanceof BatchItem.Claiming(Event event, CreateUser create, String _)) {
        Target target = Target.of(event);
        claimed.set(
            index,
            switch (claims.get(at)) {
              case Claimed.Taken() ->
                  new BatchItem.Faulty(target.id(), ErrorCode.EMAIL_TAKEN, UserWrites.TAKEN);
              case Claimed.Failed(ErrorCode code, String detail) ->
                  new BatchItem.Faulty(target.id(), code, detail);
              case Claimed.Held(long claim) -> {
                held.put(index, new UnusedClaim(uses.get(at), claim));
                yield new BatchItem.Ready(
                    target, encoder.encode(event.with(create.claiming(claim))));
              }
            });
      }
    }
    return claimed;
  }

  /** Lets go what was not taken; an item of which that is not known keeps its claim. */
  void settle(List<ItemResult> results) {
    List<UnusedClaim> unused = new ArrayList<>();
    held.forEach(
        (index, claim) -> {
          ItemResult result = results.get(index);
          boolean isUsed = result.success() && !result.duplicate();
          if (!isUsed && result.code() != ErrorCode.OUTCOME_UNKNOWN) {
            unused.add(claim);
          }
        });
    emails.settle(unused);
  }
}
