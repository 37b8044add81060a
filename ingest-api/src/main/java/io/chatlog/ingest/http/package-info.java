/**
 * The write routes: bodies and headers into fields, results into answers. The only package here
 * that sees JSON and HTTP.
 */
@NullMarked
package io.chatlog.ingest.http;

import org.jspecify.annotations.NullMarked;
