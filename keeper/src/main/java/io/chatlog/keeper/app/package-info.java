/** Wires backups up. */
@NullMarked
package io.chatlog.keeper.app;

import org.jspecify.annotations.NullMarked;
