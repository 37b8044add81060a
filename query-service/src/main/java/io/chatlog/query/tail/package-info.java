/**
 * Who listens for new messages, and how they learn of them: one question per partition that has
 * listeners, whatever their number. Sees no HTTP.
 */
@NullMarked
package io.chatlog.query.tail;

import org.jspecify.annotations.NullMarked;
