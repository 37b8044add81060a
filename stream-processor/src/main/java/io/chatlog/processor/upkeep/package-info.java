/** What is done to a partition as a whole beside its traffic: it is verified. */
@NullMarked
package io.chatlog.processor.upkeep;

import org.jspecify.annotations.NullMarked;
