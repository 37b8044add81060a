package io.chatlog.http;

/**
 * What went out.
 *
 * @param status of the answer
 * @param outcome the status of the failure that its body told of in the end; that of the answer
 *     where it told of none
 * @param bytes of its body, before compression
 */
record Sent(int status, int outcome, long bytes) {
  Sent(int status, long bytes) {
    this(status, status, bytes);
  }
}
