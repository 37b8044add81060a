/** What a user has in partitions of others: personas that it owns, and what it said in panels. */
@NullMarked
package io.chatlog.ingest.elsewhere;

import org.jspecify.annotations.NullMarked;
