package io.chatlog.ingest.app;

import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * How events are written by others than the routes: restores and imports. They share the bound of
 * what is in flight.
 *
 * @param newIds gives the id of an event at each call
 */
public record WritePorts(
    EventEncoder encoder,
    EventLog log,
    EmailClaims emails,
    Supplier<String> newIds,
    InstantSource clock) {}
