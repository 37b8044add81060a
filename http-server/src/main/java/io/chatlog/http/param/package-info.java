/** What a request says outside of its body: path, query parameters and headers. */
@NullMarked
package io.chatlog.http.param;

import org.jspecify.annotations.NullMarked;
