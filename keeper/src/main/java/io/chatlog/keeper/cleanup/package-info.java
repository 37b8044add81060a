/** Deletes what is old. */
@NullMarked
package io.chatlog.keeper.cleanup;

import org.jspecify.annotations.NullMarked;
