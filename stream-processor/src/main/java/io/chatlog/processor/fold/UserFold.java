package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.RestoredUser;
import io.chatlog.json.JsonText;
import io.chatlog.json.PatchText;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.UserId;
import io.chatlog.view.User;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides events about users. */
final class UserFold {
  private UserFold() {}

  static Decision create(Draft draft, Event event, CreateUser create) {
    UserRow present = draft.state().user(event.owner());
    RestoredUser past = create.restored();
    long fingerprint = or(past == null ? null : past.fingerprint(), Fingerprint.of(create));
    if (present != null) {
      return past != null || present.fingerprint() == fingerprint
          ? new Decision.Duplicate()
          : new Decision.Rejected(
              ErrorCode.USER_EXISTS, "a user " + event.owner() + " with other content exists");
    }
    Optional<Decision.Rejected> taken = EmailFold.use(draft, create.email(), create.emailClaim());
    if (taken.isPresent()) {
      return taken.get();
    }
    User user =
        new User(
            event.owner(),
            create.name(),
            create.username(),
            create.email(),
            create.role(),
            orEmpty(create.preferencesJson()),
            orEmpty(create.metadataJson()),
            or(past == null ? null : past.createdAtMicros(), event.receivedAtMicros()),
            or(past == null ? null : past.updatedAtMicros(), event.receivedAtMicros()),
            or(past == null ? null : past.version(), 1));
    draft.put(new UserRow(user, draft.offset(), fingerprint, create.passwordHash()), true);
    return draft.accepted();
  }

  /** A user of whom nothing is known but that it exists. */
  static void bringIntoBeing(Draft draft, Event event, long atMicros) {
    RestoredUser past = new RestoredUser(atMicros, atMicros, null, null);
    create(draft, event, CreateUser.bare().restoring(past));
  }

  static long or(@Nullable Long known, long otherwise) {
    return known == null ? otherwise : known;
  }

  static Decision patch(Draft draft, Event event, PatchUser change) {
    UserRow row = draft.state().user(event.owner());
    if (row == null) {
      return missing(event.owner());
    }
    User user = row.user();
    Optional<Decision.Rejected> mismatch = versionFault(change.expectedVersion(), user.version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    PatchText patch = PatchText.parse(change.patchJson());
    String preferences = merged(user.preferencesJson(), patch, "preferences");
    String metadata = merged(user.metadataJson(), patch, "metadata");
    Optional<Decision.Rejected> tooLarge =
        sizeFault("preferences", preferences).or(() -> sizeFault("metadata", metadata));
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    Optional<Decision.Rejected> taken =
        EmailFold.use(draft, patch.text("email"), change.emailClaim());
    if (taken.isPresent()) {
      return taken.get();
    }
    User changed =
        new User(
            user.id(),
            text(patch, "name", user.name()),
            text(patch, "username", user.username()),
            text(patch, "email", user.email()),
            text(patch, "role", user.role()),
            preferences,
            metadata,
            user.createdAtMicros(),
            event.receivedAtMicros(),
            user.version() + 1);
    PasswordHash hash =
        change.passwordHash() == null
            ? row.passwordHash()
            : change.passwordHash().isRemoved() ? null : change.passwordHash();
    if (event.idlePatchIsNone()
        && Objects.equals(hash, row.passwordHash())
        && isSame(user, changed)
        && draft.isEmpty()) {
      return new Decision.Duplicate();
    }
    draft.put(new UserRow(changed, row.createdOffset(), row.fingerprint(), hash), false);
    return draft.accepted();
  }

  /** Whether a change changes nothing but what every change does. */
  private static boolean isSame(User before, User after) {
    return Objects.equals(after.name(), before.name())
        && Objects.equals(after.username(), before.username())
        && Objects.equals(after.email(), before.email())
        && Objects.equals(after.role(), before.role())
        && JsonText.same(after.preferencesJson(), before.preferencesJson())
        && JsonText.same(after.metadataJson(), before.metadataJson());
  }

  static Decision delete(Draft draft, Event event, DeleteUser delete) {
    UserRow row = draft.state().user(event.owner());
    if (row == null) {
      return missing(event.owner());
    }
    if (!delete.force()) {
      String data =
          draft.state().hasSessions(event.owner())
              ? "sessions"
              : draft.state().hasContexts(event.owner()) ? "contexts" : null;
      if (data != null) {
        return new Decision.Rejected(
            ErrorCode.USER_HAS_DATA,
            "user " + event.owner() + " has " + data + "; force=true erases them too");
      }
    }
    draft.drop(row);
    return draft.accepted();
  }

  static Decision.Rejected missing(UserId user) {
    return new Decision.Rejected(ErrorCode.USER_NOT_FOUND, "there is no user " + user);
  }

  static Optional<Decision.Rejected> versionFault(@Nullable Long expected, long actual) {
    return expected == null || expected == actual
        ? Optional.empty()
        : Optional.of(
            new Decision.Rejected(
                ErrorCode.VERSION_MISMATCH,
                "If-Match names version " + expected + ", the entity has version " + actual));
  }

  /** Refuses an object that merging made larger than what one write could have set. */
  static Optional<Decision.Rejected> sizeFault(String field, String json) {
    return json.getBytes(StandardCharsets.UTF_8).length <= FoldLimits.OBJECT_BYTES_MAX
        ? Optional.empty()
        : Optional.of(
            new Decision.Rejected(
                ErrorCode.LIMIT_EXCEEDED,
                field + " would have more than " + FoldLimits.OBJECT_BYTES_MAX + " bytes"));
  }

  static @Nullable String text(PatchText patch, String field, @Nullable String present) {
    return patch.names(field) ? patch.text(field) : present;
  }

  static String merged(String present, PatchText patch, String field) {
    return patch.names(field) ? JsonText.mergePatch(present, patch.json(field)) : present;
  }

  static String orEmpty(@Nullable String json) {
    return json == null ? JsonText.EMPTY_OBJECT : json;
  }
}
