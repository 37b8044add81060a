package io.chatlog.standalone.role;

import io.chatlog.standalone.net.HostPort;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Options of everything in one process.
 *
 * @param http where the HTTP API is served
 * @param kafka where the broker serves consumers and producers of this machine or others
 * @param advertisedHost the host that Kafka clients are told to connect to
 * @param registry where the schema registry is served
 * @param dataDir where all data is kept
 * @param partitions of every topic; when absent, those of the data that is there, or the default
 * @param settings further settings of ingest, processor and query
 * @param progress takes lines for the person who waits
 */
public record StandaloneOptions(
    HostPort http,
    HostPort kafka,
    String advertisedHost,
    HostPort registry,
    Path dataDir,
    OptionalInt partitions,
    SettingSources settings,
    Consumer<String> progress) {}
