package io.chatlog.query.context;

import io.chatlog.value.Role;
import java.util.Set;

/**
 * A sentence of a message.
 *
 * @param message which of the messages, from 0
 * @param text as it was written, white space made single
 * @param terms what it is about: words without those that every text has, in their base form
 */
record Sentence(int message, Role role, String text, Set<String> terms) {}
