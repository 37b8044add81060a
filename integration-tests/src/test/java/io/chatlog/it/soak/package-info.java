/** The long checks: mvn verify -Psoak. */
@NullMarked
package io.chatlog.it.soak;

import org.jspecify.annotations.NullMarked;
