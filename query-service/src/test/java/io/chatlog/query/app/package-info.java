@NullMarked
package io.chatlog.query.app;

import org.jspecify.annotations.NullMarked;
