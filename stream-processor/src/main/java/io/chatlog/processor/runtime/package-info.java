/** Runs the topology: Kafka Streams, its restarts, and what is known of its progress. */
@NullMarked
package io.chatlog.processor.runtime;

import org.jspecify.annotations.NullMarked;
