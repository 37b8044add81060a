/** The files of an export: one, or those in an archive, never more of them than is bounded. */
@NullMarked
package io.chatlog.exchange.input;

import org.jspecify.annotations.NullMarked;
