/** A model of the state in memory, nodes that hold it, and the contract of whoever reads it. */
@NullMarked
package io.chatlog.testkit.read;

import org.jspecify.annotations.NullMarked;
