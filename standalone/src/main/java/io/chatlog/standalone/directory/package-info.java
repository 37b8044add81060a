/** The directory in which a process keeps its data. */
@NullMarked
package io.chatlog.standalone.directory;

import org.jspecify.annotations.NullMarked;
