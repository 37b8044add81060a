package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.merged;
import static io.chatlog.processor.fold.UserFold.or;
import static io.chatlog.processor.fold.UserFold.orEmpty;
import static io.chatlog.processor.fold.UserFold.sizeFault;
import static io.chatlog.processor.fold.UserFold.text;
import static io.chatlog.processor.fold.UserFold.versionFault;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.json.JsonText;
import io.chatlog.json.PatchText;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import io.chatlog.view.Persona;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides events about personas. Each is its own owner on the log, in a partition of its own: the
 * user that it belongs to, and the panels that name it, are in others and not looked at.
 */
final class PersonaFold {
  private PersonaFold() {}

  static Decision create(Draft draft, Event event, CreatePersona create) {
    PersonaRow present = draft.state().panels().persona(create.personaId());
    if (present == null) {
      return begun(draft, event, create);
    }
    return create.restored() != null || present.fingerprint() == Fingerprint.of(create)
        ? new Decision.Duplicate()
        : new Decision.Rejected(
            ErrorCode.PERSONA_EXISTS,
            "a persona " + create.personaId() + " with other content exists");
  }

  private static Decision begun(Draft draft, Event event, CreatePersona create) {
    Past past = Past.orUnknown(create.restored());
    Persona persona =
        described(
            create,
            or(past.createdAtMicros(), event.receivedAtMicros()),
            or(past.updatedAtMicros(), event.receivedAtMicros()),
            or(past.version(), 1));
    long fingerprint = or(past.fingerprint(), Fingerprint.of(create));
    draft.put(new PersonaRow(persona, draft.offset(), fingerprint), null);
    return draft.accepted();
  }

  private static Persona described(
      CreatePersona wanted, long createdAtMicros, long updatedAtMicros, long version) {
    return new Persona(
        wanted.personaId(),
        wanted.name(),
        wanted.description(),
        wanted.traits(),
        wanted.expertise(),
        orEmpty(wanted.styleJson()),
        wanted.ownerId(),
        orEmpty(wanted.metadataJson()),
        createdAtMicros,
        updatedAtMicros,
        version);
  }

  /** A persona is as described afterwards, whether it was there or not. */
  static Decision put(Draft draft, Event event, PutPersona put) {
    CreatePersona wanted = put.persona();
    PersonaRow row = draft.state().panels().persona(wanted.personaId());
    if (row != null && !isOpen(row, put.onlyOf())) {
      return new Decision.Rejected(
          ErrorCode.PERSONA_EXISTS, "a persona " + wanted.personaId() + " of somebody else exists");
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(put.expectedVersion(), row == null ? 0 : row.persona().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    if (row == null) {
      return begun(draft, event, wanted);
    }
    Persona before = row.persona();
    if (described(wanted, before.createdAtMicros(), before.updatedAtMicros(), before.version())
        .equals(before)) {
      return new Decision.Duplicate();
    }
    return changed(
        draft,
        row,
        described(
            wanted, before.createdAtMicros(), event.receivedAtMicros(), before.version() + 1));
  }

  static Decision patch(Draft draft, Event event, PatchPersona change) {
    PersonaRow row = draft.state().panels().persona(change.personaId());
    if (row == null || !isOpen(row, change.onlyOf())) {
      return missing(change.personaId());
    }
    Persona persona = row.persona();
    Optional<Decision.Rejected> mismatch =
        versionFault(change.expectedVersion(), persona.version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    PatchText patch = PatchText.parse(change.patchJson());
    String style = merged(persona.styleJson(), patch, "communication_style");
    String metadata = merged(persona.metadataJson(), patch, "metadata");
    Optional<Decision.Rejected> tooLarge =
        sizeFault("communication_style", style).or(() -> sizeFault("metadata", metadata));
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    Persona changed = patched(persona, patch, style, metadata, event.receivedAtMicros());
    return event.idlePatchIsNone() && isSame(persona, changed)
        ? new Decision.Duplicate()
        : changed(draft, row, changed);
  }

  private static Persona patched(
      Persona persona, PatchText patch, String style, String metadata, long nowMicros) {
    String name = patch.text("name");
    String owner = patch.text("owner_id");
    return new Persona(
        persona.id(),
        name == null ? persona.name() : name,
        text(patch, "description", persona.description()),
        patch.names("traits") ? patch.texts("traits") : persona.traits(),
        patch.names("expertise") ? patch.texts("expertise") : persona.expertise(),
        style,
        !patch.names("owner_id") ? persona.ownerId() : owner == null ? null : new UserId(owner),
        metadata,
        persona.createdAtMicros(),
        nowMicros,
        persona.version() + 1);
  }

  /** Whether a change changes nothing but what every change does. */
  private static boolean isSame(Persona before, Persona after) {
    return after.name().equals(before.name())
        && Objects.equals(after.description(), before.description())
        && after.traits().equals(before.traits())
        && after.expertise().equals(before.expertise())
        && JsonText.same(after.styleJson(), before.styleJson())
        && Objects.equals(after.ownerId(), before.ownerId())
        && JsonText.same(after.metadataJson(), before.metadataJson());
  }

  private static Decision changed(Draft draft, PersonaRow row, Persona persona) {
    draft.put(new PersonaRow(persona, row.createdOffset(), row.fingerprint()), row);
    return draft.accepted();
  }

  static Decision delete(Draft draft, DeletePersona delete) {
    PersonaRow row = draft.state().panels().persona(delete.personaId());
    if (row == null || !isOpen(row, delete.onlyOf())) {
      return missing(delete.personaId());
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(delete.expectedVersion(), row.persona().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    draft.drop(row);
    return draft.accepted();
  }

  /** Whether an event may be about a persona: one of a user only about that user's. */
  static boolean isOpen(PersonaRow row, @Nullable UserId onlyOf) {
    return onlyOf == null || onlyOf.equals(row.persona().ownerId());
  }

  private static Decision.Rejected missing(PersonaId persona) {
    return new Decision.Rejected(ErrorCode.PERSONA_NOT_FOUND, "there is no persona " + persona);
  }
}
