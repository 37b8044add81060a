/** Confluent's wire format and the registry that names its schemas. */
@NullMarked
package io.chatlog.serde;

import org.jspecify.annotations.NullMarked;
