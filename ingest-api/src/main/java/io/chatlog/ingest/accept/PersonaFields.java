package io.chatlog.ingest.accept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a persona as a client wrote them: of the right JSON types and otherwise unchecked.
 * A field that was absent or {@code null} is null, a list of texts is empty.
 *
 * @param styleJson a JSON object as text without white space between tokens
 * @param metadataJson the same
 */
public record PersonaFields(
    @Nullable String personaId,
    @Nullable String name,
    @Nullable String description,
    List<String> traits,
    List<String> expertise,
    @Nullable String styleJson,
    @Nullable String ownerId,
    @Nullable String metadataJson) {
  public PersonaFields {
    traits = List.copyOf(traits);
    expertise = List.copyOf(expertise);
  }

  /** The same under an id. */
  PersonaFields withId(String id) {
    return new PersonaFields(
        id, name, description, traits, expertise, styleJson, ownerId, metadataJson);
  }
}
