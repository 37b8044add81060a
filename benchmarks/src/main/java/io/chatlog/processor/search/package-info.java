/**
 * What benchmarks need of the search package itself: its analyzer, for an index without the rest.
 */
@NullMarked
package io.chatlog.processor.search;

import org.jspecify.annotations.NullMarked;
