/** Reads of a running standalone, held against naive models and independent recounts. */
@NullMarked
package io.chatlog.it.reads;

import org.jspecify.annotations.NullMarked;
