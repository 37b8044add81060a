package io.chatlog.ingest.fake;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.json.PatchText;
import io.chatlog.value.EmailIds;
import io.chatlog.value.UserId;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Outcome;
import io.chatlog.view.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who holds which address, in two maps. */
final class NaiveEmails {
  private static final Outcome DONE = new Outcome.Applied(false, 0, null);

  private final Map<UserId, EmailClaim> claims = new HashMap<>();
  private final Map<EmailUse, Long> voids = new HashMap<>();

  boolean isLate(Event event) {
    return switch (event.payload()) {
      case CreateUser p -> isVoid(event.owner(), p.email(), p.emailClaim());
      case PatchUser p ->
          isVoid(event.owner(), PatchText.parse(p.patchJson()).text("email"), p.emailClaim());
      default -> false;
    };
  }

  private boolean isVoid(UserId user, String email, Long claim) {
    return email != null
        && claim != null
        && voids.getOrDefault(new EmailUse(user, EmailIds.of(email)), -1L) >= claim;
  }

  Outcome claim(Event event, ClaimEmail claim, long offset) {
    EmailClaim held = claims.get(event.owner());
    if (held == null
        || held.claimant().equals(claim.claimant())
        || Objects.equals(claim.replaces(), held.offset())) {
      claims.put(
          event.owner(),
          new EmailClaim(event.owner(), claim.claimant(), offset, event.receivedAtMicros()));
    }
    return DONE;
  }

  Outcome makeVoid(User user, Event event, VoidEmailClaim claim) {
    boolean has =
        user != null && user.email() != null && EmailIds.of(user.email()).equals(claim.email());
    if (!has) {
      voids.merge(new EmailUse(event.owner(), claim.email()), claim.claim(), Math::max);
    }
    return DONE;
  }

  Outcome release(Event event, ReleaseEmail release) {
    EmailClaim held = claims.get(event.owner());
    if (held != null
        && held.claimant().equals(release.claimant())
        && held.offset() <= release.claim()) {
      claims.remove(event.owner());
    }
    return DONE;
  }

  List<EmailClaim> claims(List<UserId> emails) {
    return emails.stream().map(claims::get).filter(Objects::nonNull).toList();
  }

  List<Long> voids(List<EmailUse> uses) {
    return uses.stream().map(use -> voids.getOrDefault(use, -1L)).toList();
  }
}
