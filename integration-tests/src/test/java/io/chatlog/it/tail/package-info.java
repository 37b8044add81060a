/** The live tail under load, reconnections and kills: no gap, no repeat. */
@NullMarked
package io.chatlog.it.tail;

import org.jspecify.annotations.NullMarked;
