/** Whether what was deleted is gone from every file. */
@NullMarked
package io.chatlog.standalone.erasure;

import org.jspecify.annotations.NullMarked;
