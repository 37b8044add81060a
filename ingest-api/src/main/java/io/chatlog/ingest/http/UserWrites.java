package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.http.Answer;
import io.chatlog.ingest.elsewhere.Elsewhere;
import io.chatlog.ingest.elsewhere.Erased;
import io.chatlog.ingest.elsewhere.Held;
import io.chatlog.ingest.email.Claimed;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.email.UnusedClaim;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.json.PatchText;
import io.chatlog.value.EmailIds;
import io.chatlog.value.UserId;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Outcome;
import io.chatlog.view.User;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Writes of single users: what they do to e-mail addresses is done around them. An address is
 * reserved before its user's event goes to the log, also when the client does not wait for that
 * event; it is free again, where it is, before the answer. Thread-safe; blocks.
 */
final class UserWrites {
  static final String TAKEN = "another user has this e-mail address";

  private static final String HAS_ELSEWHERE =
      "the user owns personas or said something in panels; force=true erases that too";

  private final SingleWrite single;
  private final EmailClaims emails;
  private final Elsewhere elsewhere;

  UserWrites(SingleWrite single, EmailClaims emails, Elsewhere elsewhere) {
    this.single = single;
    this.emails = emails;
    this.elsewhere = elsewhere;
  }

  /** A user is to come into being. */
  Answer create(Event event, WriteOptions options) {
    return event.payload() instanceof CreateUser create && create.email() != null
        ? claiming(event, create.email(), create::claiming, options, Success.CREATED, _ -> {})
        : single.answer(event, options, Success.CREATED, _ -> {});
  }

  /** Fields of a user are to change. */
  Answer patch(Event event, WriteOptions options) {
    if (!(event.payload() instanceof PatchUser change)) {
      throw new IllegalArgumentException("no patch of a user: " + event.eventId());
    }
    PatchText patch = PatchText.parse(change.patchJson());
    if (!patch.names("email")) {
      return single.answer(event, options, Success.CHANGED, _ -> {});
    }
    Consumer<Outcome> leaving = leaving(event.owner());
    String email = patch.text("email");
    return email == null
        ? single.answer(event, options, Success.CHANGED, leaving)
        : claiming(event, email, change::claiming, options, Success.CHANGED, leaving);
  }

  /**
   * A user is to be erased: one that has something elsewhere by force only, and that goes first.
   */
  Answer delete(Event event, WriteOptions options) {
    if (!(event.payload() instanceof DeleteUser delete)) {
      throw new IllegalArgumentException("no deletion of a user: " + event.eventId());
    }
    UserId user = event.owner();
    if (!delete.force()) {
      return switch (elsewhere.held(user)) {
        case Held.Something() -> Answer.problem(ErrorCode.USER_HAS_DATA, HAS_ELSEWHERE);
        case Held.Unknown(ErrorCode code, String detail) -> Answer.problem(code, detail);
        case Held.Nothing() -> single.answer(event, options, Success.REMOVED, leaving(user));
      };
    }
    if (elsewhere.eraseBefore(user, event.condition(), event.actor())
        instanceof Erased.Failed(ErrorCode code, String detail)) {
      return Answer.problem(code, detail);
    }
    Consumer<Outcome> leaving = leaving(user);
    return single.answer(
        event,
        options,
        Success.REMOVED,
        outcome -> {
          leaving.accept(outcome);
          if (outcome instanceof Outcome.Applied) {
            elsewhere.eraseAfter(user, event.actor());
          }
        },
        position -> elsewhere.eraseAfter(user, position, event.actor()));
  }

  /** Makes the address free that a user has now, once the user has it no more. */
  private Consumer<Outcome> leaving(UserId user) {
    Optional<UserId> before = emails.emailOf(user);
    return outcome -> {
      if (before.isPresent()
          && outcome instanceof Outcome.Applied applied
          && !has(applied, before.get())) {
        emails.letGo(new EmailUse(user, before.get()));
      }
    };
  }

  private Answer claiming(
      Event event,
      String email,
      LongFunction<Payload> withClaim,
      WriteOptions options,
      Success success,
      Consumer<Outcome> then) {
    EmailUse use = new EmailUse(event.owner(), EmailIds.of(email));
    return switch (emails.claim(List.of(use)).getFirst()) {
      case Claimed.Taken() -> Answer.problem(ErrorCode.EMAIL_TAKEN, TAKEN);
      case Claimed.Failed(ErrorCode code, String detail) -> Answer.problem(code, detail);
      case Claimed.Held(long claim) ->
          single.answer(
              event.with(withClaim.apply(claim)),
              options,
              success,
              outcome -> {
                if (!(outcome instanceof Outcome.Applied applied && has(applied, use.email()))) {
                  emails.settle(List.of(new UnusedClaim(use, claim)));
                }
                then.accept(outcome);
              });
    };
  }

  private static boolean has(Outcome.Applied applied, UserId email) {
    return applied.entity() instanceof User user
        && user.email() != null
        && EmailIds.of(user.email()).equals(email);
  }
}
