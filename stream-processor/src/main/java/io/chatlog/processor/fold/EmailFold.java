package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.value.EmailIds;
import io.chatlog.value.UserId;
import io.chatlog.view.EmailClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides for whom an e-mail address is reserved, and which claims of it may still be used.
 *
 * <p>An address is unique over all users, who live in different partitions, so two partitions have
 * a say. The partition of the address knows its one claimant ({@link EmailClaimRow}). The partition
 * of a user knows whether the user has the address, and which claims are void: a claim that is void
 * brings the address to nobody any more. What makes two users with one address impossible:
 *
 * <ul>
 *   <li>A user's event takes an address only with a claim that is not void.
 *   <li>A claim becomes void only while its user does not have the address.
 *   <li>An address goes to another claimant, or becomes free, only once the claim that holds it is
 *       void.
 * </ul>
 *
 * <p>So an event that comes late, from a server that stood still or from a network that held it
 * back, is refused however late it is. That is why marks of void claims outlive their user.
 *
 * <p>Events of this kind say who wanted which address, and are needed by nobody once they are
 * decided: each is erased from the log at once, but for the claim that holds the address, which is
 * erased when it is overtaken. They have no rejections: whoever asks reads the rows. A user's event
 * that was refused because of a void claim leaves a stand-in, because a replay does not know the
 * mark.
 */
final class EmailFold {
  private EmailFold() {}

  /** An address that is free, the claimant's own, or held by a claim known to be void, is its. */
  static Step claim(State state, long offset, Event event, ClaimEmail claim) {
    EmailClaimRow present = state.emailClaim(event.owner());
    if (present != null
        && !present.claim().claimant().equals(claim.claimant())
        && (claim.replaces() == null || claim.replaces() != present.claim().offset())) {
      return unchanged(state, offset, event);
    }
    EmailClaim held =
        new EmailClaim(event.owner(), claim.claimant(), offset, event.receivedAtMicros());
    List<Change> changes = new ArrayList<>(3);
    changes.add(new Change.PutEmailClaim(new EmailClaimRow(held, event.eventId())));
    if (present != null) {
      changes.add(new Change.EraseEvent(event.owner(), present.eventId()));
    }
    return changed(state, offset, changes);
  }

  /** A claim is void unless its user has the address. */
  static Step voidClaim(State state, long offset, Event event, VoidEmailClaim claim) {
    UserRow user = state.user(event.owner());
    if (user != null && has(user, claim.email())) {
      return unchanged(state, offset, event);
    }
    long before = state.emailVoid(event.owner(), claim.email());
    List<Change> changes = new ArrayList<>(3);
    changes.add(
        new Change.PutEmailVoid(event.owner(), claim.email(), Math.max(before, claim.claim())));
    changes.add(new Change.EraseEvent(event.owner(), event.eventId()));
    return changed(state, offset, changes);
  }

  /** An address is free, unless another claim holds it by now. */
  static Step release(State state, long offset, Event event, ReleaseEmail release) {
    EmailClaimRow present = state.emailClaim(event.owner());
    if (present == null
        || !present.claim().claimant().equals(release.claimant())
        || present.claim().offset() > release.claim()) {
      return unchanged(state, offset, event);
    }
    List<Change> changes = new ArrayList<>(4);
    changes.add(new Change.DropEmailClaim(event.owner()));
    // in this order: a log of which compaction removed the first only replays to the same
    changes.add(new Change.EraseEvent(event.owner(), present.eventId()));
    changes.add(new Change.EraseEvent(event.owner(), event.eventId()));
    return changed(state, offset, changes);
  }

  /**
   * Refuses a user's event whose claim is void. Without a claim it is as logs of old versions have
   * it, where addresses were not unique.
   */
  static Optional<Decision.Rejected> use(
      Draft draft, @Nullable String email, @Nullable Long claim) {
    if (email == null || claim == null) {
      return Optional.empty();
    }
    UserId id = EmailIds.of(email);
    long until = draft.state().emailVoid(draft.owner(), id);
    if (until >= claim) {
      return Optional.of(
          new Decision.Rejected(
              ErrorCode.EMAIL_TAKEN, "the e-mail address was given to another user meanwhile"));
    }
    if (until >= 0) {
      draft.dropEmailVoid(id);
    }
    return Optional.empty();
  }

  private static boolean has(UserRow user, UserId email) {
    String address = user.user().email();
    return address != null && EmailIds.of(address).equals(email);
  }

  private static Step changed(State state, long offset, List<Change> changes) {
    changes.add(new Change.PutPartition(state.partition().at(offset)));
    return new Step(new Decision.Accepted(List.of()), changes);
  }

  /** Of an event that changes nothing and is needed by nobody once it is decided. */
  static Step unchanged(State state, long offset, Event event) {
    return new Step(
        new Decision.Duplicate(),
        List.of(
            new Change.EraseEvent(event.owner(), event.eventId()),
            new Change.PutPartition(state.partition().at(offset))));
  }
}
