/** The routes that operate a server: health, metrics and its documentation. */
@NullMarked
package io.chatlog.http.operations;

import org.jspecify.annotations.NullMarked;
