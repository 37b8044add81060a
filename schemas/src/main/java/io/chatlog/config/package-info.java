/** Where configuration comes from: reference values, a file, the environment, the command line. */
@NullMarked
package io.chatlog.config;

import org.jspecify.annotations.NullMarked;
