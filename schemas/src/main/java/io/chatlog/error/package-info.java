/** The one catalogue of error codes that clients see. */
@NullMarked
package io.chatlog.error;

import org.jspecify.annotations.NullMarked;
