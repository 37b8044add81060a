/**
 * The way of a read to the node that owns its partition: who owns what, fail-over to a new owner
 * within a deadline, and the gathering of parts. The same loop serves nodes over HTTP and the one
 * node in the same JVM.
 */
@NullMarked
package io.chatlog.route;

import org.jspecify.annotations.NullMarked;
