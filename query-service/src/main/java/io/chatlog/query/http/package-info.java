/**
 * The read routes: parameters and headers into reads, values into answers. The only package here
 * that sees JSON and HTTP.
 */
@NullMarked
package io.chatlog.query.http;

import org.jspecify.annotations.NullMarked;
