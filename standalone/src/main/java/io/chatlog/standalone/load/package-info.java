/** Loads files of messages through the public HTTP API, as any client could. */
@NullMarked
package io.chatlog.standalone.load;

import org.jspecify.annotations.NullMarked;
