/** What Linux tells of processes and directories. */
@NullMarked
package io.chatlog.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
