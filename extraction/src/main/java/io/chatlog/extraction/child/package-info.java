/** What runs in the child process: the parsers, and the loop that feeds them. */
@NullMarked
package io.chatlog.extraction.child;

import org.jspecify.annotations.NullMarked;
