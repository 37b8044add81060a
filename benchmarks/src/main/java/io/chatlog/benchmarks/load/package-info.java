/**
 * What clients do: connections, workloads, loops with a fixed number of clients or a fixed rate.
 */
@NullMarked
package io.chatlog.benchmarks.load;

import org.jspecify.annotations.NullMarked;
