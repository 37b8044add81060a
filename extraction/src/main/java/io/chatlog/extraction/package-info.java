/**
 * Extracts the text of documents in child processes: a hostile document harms one of those, never
 * the server. Nothing here but the child itself sees the parsers.
 */
@NullMarked
package io.chatlog.extraction;

import org.jspecify.annotations.NullMarked;
