/** Speaks the HTTP API as any client would, for the commands that do. */
@NullMarked
package io.chatlog.standalone.client.http;

import org.jspecify.annotations.NullMarked;
