/** Passwords, tokens and API keys: made and checked, without HTTP. */
@NullMarked
package io.chatlog.auth;

import org.jspecify.annotations.NullMarked;
