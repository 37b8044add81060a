package io.chatlog.benchmarks.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much is measured.
 *
 * @param systems whom, by key; see {@link Lab}
 * @param messages how many messages a store holds before reads are measured, and how many the
 *     sustained load writes
 * @param users how many users there are
 * @param warmUp how long a system is loaded before it is measured: a JVM needs some 20 s
 * @param length how long one sample takes
 * @param rounds how many samples, each system in turn
 * @param clientThreads how many threads send requests and read answers
 * @param conversations JSON lines to take contents from; null for those that come with Chatlog
 * @param profile whether Chatlog's processes record what they spend their time on
 * @param work a directory for data, emptied at the end
 */
public record Plan(
    Set<String> systems,
    int messages,
    int users,
    Duration warmUp,
    Duration length,
    int rounds,
    int clientThreads,
    @Nullable Path conversations,
    boolean profile,
    Path work) {
  public Plan {
    systems = Set.copyOf(systems);
  }
}
