/** JMH benchmarks: {@code java -jar}-less, run through {@code org.openjdk.jmh.Main}. */
@NullMarked
package io.chatlog.benchmarks;

import org.jspecify.annotations.NullMarked;
