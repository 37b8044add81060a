package io.chatlog.route;

/**
 * Tells how the node of this process stands: the port from routing to the runtime. Thread-safe;
 * answered from memory, because it is asked again and again during a fail-over.
 */
public interface NodeStatus {
  /** How the node stands now. */
  NodeMetadata metadata();
}
