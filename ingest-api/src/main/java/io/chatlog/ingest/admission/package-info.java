/** How much may be under way at once, so that overload is an answer and never an outage. */
@NullMarked
package io.chatlog.ingest.admission;

import org.jspecify.annotations.NullMarked;
