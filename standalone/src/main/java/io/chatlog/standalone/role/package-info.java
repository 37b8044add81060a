/**
 * What can be run, and with which options: the seam between the command line, which reads options,
 * and {@code app}, which wires classes together.
 */
@NullMarked
package io.chatlog.standalone.role;

import org.jspecify.annotations.NullMarked;
