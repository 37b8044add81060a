/**
 * Brings exports of other systems, and our own, to the log: in bounded batches, decided and
 * counted.
 */
@NullMarked
package io.chatlog.ingest.imports;

import org.jspecify.annotations.NullMarked;
