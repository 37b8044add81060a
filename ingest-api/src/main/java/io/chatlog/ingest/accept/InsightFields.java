package io.chatlog.ingest.accept;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an insight as a client wrote them: of the right JSON types and otherwise unchecked.
 * A field that was absent or {@code null} is null, a list of texts is empty.
 */
public record InsightFields(
    @Nullable String insightId,
    @Nullable String type,
    @Nullable String content,
    List<String> supportingMessages) {
  public InsightFields {
    supportingMessages = List.copyOf(supportingMessages);
  }
}
