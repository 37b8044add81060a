/** Black-box tests of the running system: they know HTTP, the command line and Kafka only. */
@NullMarked
package io.chatlog.it;

import org.jspecify.annotations.NullMarked;
