package io.chatlog.processor.fold;

import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.PatchPersona;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutPersona;
import io.chatlog.json.PatchText;
import io.chatlog.value.Ids;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * The user that an event about a persona or a panel names: who wrote a message, or to whom a
 * persona belongs. Such a user lives in another partition, and is not looked at.
 */
final class NamedUser {
  private NamedUser() {}

  /** Null where the event names nobody, or nobody who can be a user. */
  static @Nullable UserId of(Payload payload) {
    if (payload instanceof PostPanelMessage post) {
      return user(post.authorId());
    }
    if (payload instanceof CreatePersona create) {
      return create.ownerId();
    }
    if (payload instanceof PutPersona put) {
      UserId owner = put.persona().ownerId();
      return owner == null ? put.onlyOf() : owner;
    }
    if (payload instanceof PatchPersona patch) {
      return patch.onlyOf() == null
          ? user(PatchText.parse(patch.patchJson()).text("owner_id"))
          : patch.onlyOf();
    }
    return payload instanceof DeletePersona delete ? delete.onlyOf() : null;
  }

  private static @Nullable UserId user(@Nullable String id) {
    return id == null || Ids.fault(id).isPresent() ? null : new UserId(id);
  }

  /** Whose write an event was: of who may write of its own personas only, that user's. */
  static UserId writer(Payload payload, UserId owner) {
    UserId writer =
        payload instanceof PutPersona put
            ? put.onlyOf()
            : payload instanceof PatchPersona patch
                ? patch.onlyOf()
                : payload instanceof DeletePersona delete ? delete.onlyOf() : null;
    return writer == null ? owner : writer;
  }
}
