/** What is measured: Chatlog, and what one would take in its place. */
@NullMarked
package io.chatlog.benchmarks.system;

import org.jspecify.annotations.NullMarked;
