package io.chatlog.query.context;

import io.chatlog.value.Role;
import org.jspecify.annotations.Nullable;

/**
 * A message, as far as it matters here.
 *
 * @param author who wrote it, or null
 */
public record Said(long seq, Role role, String content, @Nullable String author) {}
