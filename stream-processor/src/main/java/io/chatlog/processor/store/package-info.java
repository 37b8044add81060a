/**
 * The state of a partition on disk: one key-value store with key prefixes, and the search index
 * that follows it.
 */
@NullMarked
package io.chatlog.processor.store;

import org.jspecify.annotations.NullMarked;
