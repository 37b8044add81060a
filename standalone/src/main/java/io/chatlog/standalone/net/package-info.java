/** Hosts and ports of this machine. */
@NullMarked
package io.chatlog.standalone.net;

import org.jspecify.annotations.NullMarked;
