package io.chatlog.view;

import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A persona as clients see it. Times are microseconds since 1970 UTC.
 *
 * @param styleJson how it communicates: a JSON object as text
 * @param ownerId the user that it belongs to, who need not be there, or null
 * @param metadataJson a JSON object as text
 * @param version 1 for a new persona, one more with each change
 */
public record Persona(
    PersonaId id,
    String name,
    @Nullable String description,
    List<String> traits,
    List<String> expertise,
    String styleJson,
    @Nullable UserId ownerId,
    String metadataJson,
    long createdAtMicros,
    long updatedAtMicros,
    long version)
    implements PanelEntity {
  public Persona {
    traits = List.copyOf(traits);
    expertise = List.copyOf(expertise);
  }
}
