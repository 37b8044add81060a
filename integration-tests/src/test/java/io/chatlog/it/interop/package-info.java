/**
 * Programs that are not ours read the topics: Node with kafkajs, Python with Debian's packages, and
 * kcat. Tagged {@code interop}, because the programs must be there; {@code mvn verify -Pinterop}
 * runs them.
 */
@NullMarked
package io.chatlog.it.interop;

import org.jspecify.annotations.NullMarked;
