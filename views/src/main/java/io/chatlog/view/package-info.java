/**
 * What can be read: the values, the reads that ask for them, and the ports that answer. No type of
 * Kafka, RocksDB, Lucene or HTTP appears here.
 */
@NullMarked
package io.chatlog.view;

import org.jspecify.annotations.NullMarked;
