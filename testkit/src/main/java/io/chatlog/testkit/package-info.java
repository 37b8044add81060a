/** What tests and benchmarks of several modules share. */
@NullMarked
package io.chatlog.testkit;

import org.jspecify.annotations.NullMarked;
