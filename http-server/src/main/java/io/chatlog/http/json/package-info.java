/** Strict JSON in, plain JSON out, streaming both ways. */
@NullMarked
package io.chatlog.http.json;

import org.jspecify.annotations.NullMarked;
