/** The JSON of users, sessions and messages, the same wherever they are answered. */
@NullMarked
package io.chatlog.http.entity;

import org.jspecify.annotations.NullMarked;
