package io.chatlog.ingest.accept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a panel as a client wrote them: of the right JSON types and otherwise unchecked. A
 * field that was absent or {@code null} is null, a list of texts is empty.
 *
 * @param configJson a JSON object as text without white space between tokens
 * @param metadataJson the same
 */
public record PanelFields(
    @Nullable String panelId,
    @Nullable String title,
    @Nullable String type,
    List<String> personas,
    @Nullable String configJson,
    @Nullable String metadataJson) {
  public PanelFields {
    personas = List.copyOf(personas);
  }
}
