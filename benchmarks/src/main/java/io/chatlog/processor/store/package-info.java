/** What benchmarks need of the store package itself: its keys. */
@NullMarked
package io.chatlog.processor.store;

import org.jspecify.annotations.NullMarked;
