@NullMarked
package io.chatlog.route;

import org.jspecify.annotations.NullMarked;
