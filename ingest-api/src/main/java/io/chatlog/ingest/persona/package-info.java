/** Personas that go with the user that they belong to, from partitions of their own. */
@NullMarked
package io.chatlog.ingest.persona;

import org.jspecify.annotations.NullMarked;
