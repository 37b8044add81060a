/** What became of acknowledged writes: asked of the state, wherever it is. */
@NullMarked
package io.chatlog.ingest.outcome;

import org.jspecify.annotations.NullMarked;
