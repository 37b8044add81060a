/** What every export is made of, whatever system it comes from. */
@NullMarked
package io.chatlog.exchange.record;

import org.jspecify.annotations.NullMarked;
