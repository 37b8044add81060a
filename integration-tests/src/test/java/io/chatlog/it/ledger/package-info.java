/** Writers that keep a record of what was acknowledged, and checks of a system against it. */
@NullMarked
package io.chatlog.it.ledger;

import org.jspecify.annotations.NullMarked;
