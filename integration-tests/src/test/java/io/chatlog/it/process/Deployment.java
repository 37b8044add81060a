package io.chatlog.it.process;

import java.net.URI;

/** A running system, whatever its layout: all that a test may know about it. */
public interface Deployment {
  /** Where writes go; no slash at the end. */
  URI writes();

  /** Where reads go; no slash at the end. */
  URI reads();

  /** Kafka brokers, for consumers and producers of other programs. */
  String bootstrapServers();

  /** The schema registry; no slash at the end. */
  URI registry();
}
