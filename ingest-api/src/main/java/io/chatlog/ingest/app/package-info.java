/** Puts ingest together: configuration, the producer, the routes, and a server of its own. */
@NullMarked
package io.chatlog.ingest.app;

import org.jspecify.annotations.NullMarked;
