/** The command line: reads options, says what happens in words, answers with exit codes. */
@NullMarked
package io.chatlog.standalone.cli;

import org.jspecify.annotations.NullMarked;
