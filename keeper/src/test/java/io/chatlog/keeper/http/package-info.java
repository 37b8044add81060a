/** Tests of the files and routes of backups. */
package io.chatlog.keeper.http;
