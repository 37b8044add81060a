@NullMarked
package io.chatlog.query.http;

import org.jspecify.annotations.NullMarked;
