/** JSON text that is kept as it came. */
@NullMarked
package io.chatlog.json;

import org.jspecify.annotations.NullMarked;
