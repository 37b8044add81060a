/** The topics of Chatlog: their names, their settings, and the check that a broker has them so. */
@NullMarked
package io.chatlog.topic;

import org.jspecify.annotations.NullMarked;
