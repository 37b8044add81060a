package io.chatlog.ingest.http;

import io.chatlog.auth.Passwords;
import io.chatlog.auth.TooManyHashesException;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import org.jspecify.annotations.Nullable;

/** Puts the hash of a password into a user's event: the password itself goes nowhere. */
record PasswordHashing(Passwords passwords) {

  /**
   * The event of a user with a password.
   *
   * @throws ProblemException {@code too_many_requests}
   */
  Event created(Event event, @Nullable PlainPassword password) {
    return password != null && event.payload() instanceof CreateUser create
        ? event.with(create.withPassword(hash(password)))
        : event;
  }

  /**
   * The event of a patch that may name a password.
   *
   * @throws ProblemException {@code too_many_requests}
   */
  Event patched(Event event, PatchFields patch) {
    if (!(event.payload() instanceof PatchUser change)) {
      return event;
    }
    return switch (patch.value(PatchFields.PASSWORD)) {
      case Value.Text(String _, String text) ->
          event.with(change.withPassword(hash(new PlainPassword(text))));
      case Value.Removed() -> event.with(change.withPassword(PasswordHash.REMOVED));
      case null, default -> event; // other types were refused
    };
  }

  private PasswordHash hash(PlainPassword password) {
    try {
      return passwords.hash(password);
    } catch (TooManyHashesException busy) {
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS, String.valueOf(busy.getMessage()));
    }
  }
}
