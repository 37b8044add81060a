/** The Kafka Streams topology: one processor that decides, and the topics that it writes. */
@NullMarked
package io.chatlog.processor.topology;

import org.jspecify.annotations.NullMarked;
