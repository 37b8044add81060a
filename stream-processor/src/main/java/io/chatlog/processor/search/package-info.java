/** The search index of a partition: Lucene, derived from the message rows. */
@NullMarked
package io.chatlog.processor.search;

import org.jspecify.annotations.NullMarked;
