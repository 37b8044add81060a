/** Puts ingest together: configuration, the producer and the routes. */
@NullMarked
package io.chatlog.ingest.app;

import org.jspecify.annotations.NullMarked;
