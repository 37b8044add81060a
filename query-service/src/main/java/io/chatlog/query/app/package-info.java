/** Puts the read side together: configuration, the routes, and a server of its own. */
@NullMarked
package io.chatlog.query.app;

import org.jspecify.annotations.NullMarked;
