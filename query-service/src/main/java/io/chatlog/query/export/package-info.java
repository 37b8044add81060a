/** The forms of an export: what stands for a user, its sessions and its messages. */
@NullMarked
package io.chatlog.query.export;

import org.jspecify.annotations.NullMarked;
