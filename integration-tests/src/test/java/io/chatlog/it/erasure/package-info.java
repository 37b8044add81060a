/** Whether what was deleted is gone: from every answer, and from every file. */
@NullMarked
package io.chatlog.it.erasure;

import org.jspecify.annotations.NullMarked;
