/** E-mail addresses that no two users have: reserved before a user's event, and let go after it. */
@NullMarked
package io.chatlog.ingest.email;

import org.jspecify.annotations.NullMarked;
