/** What holds after kill -9. */
@NullMarked
package io.chatlog.it.kill;

import org.jspecify.annotations.NullMarked;
