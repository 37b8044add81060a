/** The server: routes, requests, answers, and everything that is the same for each of them. */
@NullMarked
package io.chatlog.http;

import org.jspecify.annotations.NullMarked;
