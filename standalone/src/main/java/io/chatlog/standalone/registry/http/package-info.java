/** The schema registry's HTTP API, as Confluent documents it. */
@NullMarked
package io.chatlog.standalone.registry.http;

import org.jspecify.annotations.NullMarked;
