/** Ids, roles and positions: values that check themselves. */
@NullMarked
package io.chatlog.value;

import org.jspecify.annotations.NullMarked;
