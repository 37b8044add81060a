package io.chatlog.standalone.role;

import io.chatlog.standalone.net.HostPort;
import java.net.URI;
import java.util.List;

/**
 * Options of the part that serves every read.
 *
 * @param listen where it serves the HTTP API
 * @param log the log whose topics it checks
 * @param processors internal base URLs of some or all processors; one that answers names the others
 * @param settings further settings
 */
public record QueryOptions(
    HostPort listen, LogConnection log, List<URI> processors, SettingSources settings) {

  /** Keeps its own copy. */
  public QueryOptions {
    processors = List.copyOf(processors);
  }
}
