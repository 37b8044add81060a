/** What a node answers to other nodes over HTTP. */
@NullMarked
package io.chatlog.processor.http;

import org.jspecify.annotations.NullMarked;
