/** The events of the log as values, and their Avro form. */
@NullMarked
package io.chatlog.event;

import org.jspecify.annotations.NullMarked;
