/**
 * What an event does to the state of its partition: pure functions of (state, offset, event). No
 * clock, no randomness, no other partition, no Kafka: replaying the log decides the same.
 */
@NullMarked
package io.chatlog.processor.fold;

import org.jspecify.annotations.NullMarked;
