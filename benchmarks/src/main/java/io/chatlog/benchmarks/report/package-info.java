/** Tables and plots of what was measured. */
@NullMarked
package io.chatlog.benchmarks.report;

import org.jspecify.annotations.NullMarked;
