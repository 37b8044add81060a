/** The HTTP contract of writes and errors, held against a running standalone. */
@NullMarked
package io.chatlog.it.contract;

import org.jspecify.annotations.NullMarked;
