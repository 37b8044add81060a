/**
 * From the fields of a write to the event that goes to the log, or to every reason why not: pure
 * functions of fields, limits, a clock and new ids. Only form is checked here, never existence:
 * that is decided in the log. No type of HTTP, JSON parsing or Kafka appears here.
 */
@NullMarked
package io.chatlog.ingest.accept;

import org.jspecify.annotations.NullMarked;
