package io.chatlog.standalone.role;

import io.chatlog.standalone.net.HostPort;
import java.net.URI;
import java.util.List;

/**
 * Options of the part that serves every write.
 *
 * @param listen where it serves the HTTP API
 * @param log the log it writes to
 * @param processors internal base URLs of some or all processors; one that answers names the others
 * @param settings further settings
 */
public record IngestOptions(
    HostPort listen, LogConnection log, List<URI> processors, SettingSources settings) {

  /** Keeps its own copy. */
  public IngestOptions {
    processors = List.copyOf(processors);
  }
}
