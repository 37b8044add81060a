/** A reader of Server-Sent Events that knows nothing of the code under test. */
@NullMarked
package io.chatlog.testkit.sse;

import org.jspecify.annotations.NullMarked;
