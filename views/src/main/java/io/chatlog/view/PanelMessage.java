package io.chatlog.view;

import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import org.jspecify.annotations.Nullable;

/**
 * A message of a panel as clients see it. Times are microseconds since 1970 UTC.
 *
 * @param seq the message's number in its panel, dense from 1, in log order
 * @param persona the persona that speaks, or null where none does
 * @param responseTo the message of the same panel that it answers, or null
 * @param timestampMicros the client's time, or {@code receivedAtMicros} where it gave none
 * @param metadataJson a JSON object as text
 * @param version 1: nothing changes it
 */
public record PanelMessage(
    MessageId id,
    PanelId panel,
    long seq,
    Role role,
    String content,
    @Nullable PersonaId persona,
    @Nullable MessageId responseTo,
    @Nullable String authorId,
    long timestampMicros,
    long receivedAtMicros,
    String metadataJson,
    long version)
    implements PanelEntity {}
