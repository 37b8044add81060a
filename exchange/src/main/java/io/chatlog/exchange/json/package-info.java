/**
 * The one place that sees Jackson: JSON of other systems as a stream, with a small tree for parts.
 */
@NullMarked
package io.chatlog.exchange.json;

import org.jspecify.annotations.NullMarked;
