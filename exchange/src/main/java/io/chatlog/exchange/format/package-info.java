/** One reader for each format, and how a format is told from its content. */
@NullMarked
package io.chatlog.exchange.format;

import org.jspecify.annotations.NullMarked;
