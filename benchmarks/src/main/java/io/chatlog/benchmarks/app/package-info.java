/** The command that runs it. */
@NullMarked
package io.chatlog.benchmarks.app;

import org.jspecify.annotations.NullMarked;
