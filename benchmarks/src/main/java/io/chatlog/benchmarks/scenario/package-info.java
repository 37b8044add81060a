/** What is measured of systems, and how. */
@NullMarked
package io.chatlog.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
