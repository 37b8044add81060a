package io.chatlog.standalone.role;

import io.chatlog.standalone.net.HostPort;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Options of ingest, processor and query in one process, the two HTTP route sets on one port and
 * without a network hop between them.
 *
 * @param listen where the HTTP API is served
 * @param log the log, whose topics are there and were checked
 * @param stateDir where stores and indexes are
 * @param settings further settings
 * @param progress takes lines for the person who waits, such as how much is restored
 */
public record PipelineOptions(
    HostPort listen,
    LogConnection log,
    Path stateDir,
    SettingSources settings,
    Consumer<String> progress) {}
