package io.chatlog.standalone.role;

import io.chatlog.standalone.broker.BrokerSettings;

/**
 * Every role that can be started.
 *
 * @param standalone everything in one process
 * @param broker a Kafka broker
 * @param registry the schema registry
 * @param ingest the HTTP API's writes
 * @param processor the stream processor
 * @param query the HTTP API's reads
 */
public record Roles(
    RoleStarter<StandaloneOptions> standalone,
    RoleStarter<BrokerSettings> broker,
    RoleStarter<RegistryOptions> registry,
    RoleStarter<IngestOptions> ingest,
    RoleStarter<ProcessorOptions> processor,
    RoleStarter<QueryOptions> query) {}
