@NullMarked
package io.chatlog.view.wire;

import org.jspecify.annotations.NullMarked;
