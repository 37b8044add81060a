/** The text of documents: extracted by whoever can, and cut into pieces that can be searched. */
@NullMarked
package io.chatlog.ingest.document;

import org.jspecify.annotations.NullMarked;
