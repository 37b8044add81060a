/** A client that knows the HTTP contract and nothing else. */
@NullMarked
package io.chatlog.it.http;

import org.jspecify.annotations.NullMarked;
