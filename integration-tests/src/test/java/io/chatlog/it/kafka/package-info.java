/** Plain Kafka clients: what a consumer or producer that is not ours sees. */
@NullMarked
package io.chatlog.it.kafka;

import org.jspecify.annotations.NullMarked;
