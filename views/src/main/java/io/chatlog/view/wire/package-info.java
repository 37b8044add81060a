/** The binary form of values and reads: state rows and the bodies that nodes send each other. */
@NullMarked
package io.chatlog.view.wire;

import org.jspecify.annotations.NullMarked;
