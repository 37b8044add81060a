/** The routes of backups, and the JSON of their files. */
@NullMarked
package io.chatlog.keeper.http;

import org.jspecify.annotations.NullMarked;
