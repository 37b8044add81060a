/** The image and {@code docker-compose.yml} fit the program: what can be told without Docker. */
@NullMarked
package io.chatlog.it.packaging;

import org.jspecify.annotations.NullMarked;
