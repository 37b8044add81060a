@NullMarked
package io.chatlog.query.tail;

import org.jspecify.annotations.NullMarked;
