/** Tests of embedders: over real HTTP, and with a real model that the test makes. */
@NullMarked
package io.chatlog.embedding;

import org.jspecify.annotations.NullMarked;
