/** Gives messages vectors that came without. */
@NullMarked
package io.chatlog.ingest.embed;

import org.jspecify.annotations.NullMarked;
