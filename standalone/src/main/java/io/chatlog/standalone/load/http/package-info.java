/** Speaks the HTTP API's batch call. */
@NullMarked
package io.chatlog.standalone.load.http;

import org.jspecify.annotations.NullMarked;
