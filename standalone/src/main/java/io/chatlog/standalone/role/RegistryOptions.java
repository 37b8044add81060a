package io.chatlog.standalone.role;

import io.chatlog.standalone.net.HostPort;

/**
 * Options of the schema registry. It keeps nothing: the schemas are part of the jar.
 *
 * @param listen where it serves its HTTP API
 */
public record RegistryOptions(HostPort listen) {}
