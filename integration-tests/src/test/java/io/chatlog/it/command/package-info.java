/** The command line as a person or a script meets it. */
@NullMarked
package io.chatlog.it.command;

import org.jspecify.annotations.NullMarked;
