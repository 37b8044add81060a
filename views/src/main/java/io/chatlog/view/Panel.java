package io.chatlog.view;

import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PersonaId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A panel as clients see it. Times are microseconds since 1970 UTC.
 *
 * @param personas those that may speak in it, who need not be there
 * @param configJson a JSON object as text
 * @param metadataJson a JSON object as text
 * @param updatedAtMicros when it last changed by other than a message or an insight
 * @param lastMessageAtMicros the latest time of a message, or null while there is none
 * @param version 1 for a new panel, one more with each change by other than a message or an insight
 */
public record Panel(
    PanelId id,
    String title,
    PanelType type,
    List<PersonaId> personas,
    String configJson,
    String metadataJson,
    long createdAtMicros,
    long updatedAtMicros,
    @Nullable Long lastMessageAtMicros,
    long messageCount,
    long version)
    implements PanelEntity {
  /** The most personas of a panel. */
  public static final int PERSONAS_MAX = 10;

  public Panel {
    personas = List.copyOf(personas);
  }
}
