/**
 * A Kafka broker inside the JVM. {@link io.chatlog.standalone.broker.EmbeddedBroker} is the only
 * class of Chatlog that touches classes of Kafka's server, which are not API: an upgrade of Kafka
 * concerns it alone.
 */
@NullMarked
package io.chatlog.standalone.broker;

import org.jspecify.annotations.NullMarked;
