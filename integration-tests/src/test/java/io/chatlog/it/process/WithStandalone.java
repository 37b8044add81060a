package io.chatlog.it.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that share one standalone, started before the first and stopped after the last of all of
 * them. They take a {@link Standalone} or a {@link io.chatlog.it.http.ChatlogClient} as parameters
 * and keep to users of their own ({@link Names}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedStandalone.class)
public @interface WithStandalone {}
