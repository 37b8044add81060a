/** The conversations that come with Chatlog, to have something to look at. */
@NullMarked
package io.chatlog.standalone.demo;

import org.jspecify.annotations.NullMarked;
