package io.chatlog.standalone.role;

import io.chatlog.standalone.net.HostPort;
import java.nio.file.Path;

/**
 * Options of the stream processor.
 *
 * @param listen where it answers the other components
 * @param advertised the address it gives them; of a process on another machine not the loopback
 * @param log the log it reads and writes
 * @param stateDir where its stores and indexes are; its own, not shared with another process
 * @param standbys copies of each partition's state kept by other processors, 0 or more
 * @param settings further settings
 */
public record ProcessorOptions(
    HostPort listen,
    HostPort advertised,
    LogConnection log,
    Path stateDir,
    int standbys,
    SettingSources settings) {}
