/** What leaves the system and comes back. */
@NullMarked
package io.chatlog.it.transfer;

import org.jspecify.annotations.NullMarked;
