@NullMarked
package io.chatlog.processor.http;

import org.jspecify.annotations.NullMarked;
