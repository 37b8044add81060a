/** What parent and child say to each other. */
@NullMarked
package io.chatlog.extraction.wire;

import org.jspecify.annotations.NullMarked;
