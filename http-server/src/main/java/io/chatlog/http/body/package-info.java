/** Request bodies: bounded in size, in time and in what the process holds of them at once. */
@NullMarked
package io.chatlog.http.body;

import org.jspecify.annotations.NullMarked;
