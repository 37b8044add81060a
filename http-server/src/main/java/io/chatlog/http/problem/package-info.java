/** Errors as clients see them: RFC 9457 problems, and the faults of one input collected. */
@NullMarked
package io.chatlog.http.problem;

import org.jspecify.annotations.NullMarked;
