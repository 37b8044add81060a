/** What a backup is made of, and how it is written, checked and restored. */
@NullMarked
package io.chatlog.keeper.backup;

import org.jspecify.annotations.NullMarked;
