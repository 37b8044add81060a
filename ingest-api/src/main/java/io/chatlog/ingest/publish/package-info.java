/**
 * From events to acknowledged records of the log: encoding, the port of the log, and Kafka behind
 * it. No type of HTTP or JSON appears here.
 */
@NullMarked
package io.chatlog.ingest.publish;

import org.jspecify.annotations.NullMarked;
