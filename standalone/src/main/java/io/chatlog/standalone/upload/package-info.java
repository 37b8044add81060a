/** Files of this machine on their way to a server as one body. */
@NullMarked
package io.chatlog.standalone.upload;

import org.jspecify.annotations.NullMarked;
