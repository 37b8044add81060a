/**
 * Programs that are not ours read the topics: Node with kafkajs, Python with Debian's packages, and
 * kcat. Tagged {@code interop}, because the programs must be there:
 *
 * <pre>
 * apt-get install nodejs npm kcat python3-kafka python3-avro python3-lz4 python3-zstandard
 * mvn verify -Pinterop
 * </pre>
 */
@NullMarked
package io.chatlog.it.interop;

import org.jspecify.annotations.NullMarked;
