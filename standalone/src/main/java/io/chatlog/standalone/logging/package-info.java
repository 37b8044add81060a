/** Where log lines go. The only package that knows Logback. */
@NullMarked
package io.chatlog.standalone.logging;

import org.jspecify.annotations.NullMarked;
