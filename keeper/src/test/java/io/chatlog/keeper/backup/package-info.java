/** Tests of backups. */
package io.chatlog.keeper.backup;
