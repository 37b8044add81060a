package io.chatlog.processor.fold;

/**
 * What is counted of the sessions of one bucket, all users of the partition together.
 *
 * @param sessions how many
 * @param withEmbeddings how many of them have a vector
 * @param messages how many messages they hold
 * @param users how many users they are of
 * @param span when the first and the last of them began
 */
public record BucketRow(
    long sessions, long withEmbeddings, long messages, long users, TimeSpan span) {
  /** Of no session. */
  public static final BucketRow EMPTY = new BucketRow(0, 0, 0, 0, TimeSpan.NONE);

  BucketRow plusMessages(long by) {
    return new BucketRow(sessions, withEmbeddings, messages + by, users, span);
  }

  BucketRow plus(SessionRow row, long factor, long usersBy, TimeSpan spanNow) {
    return new BucketRow(
        sessions + factor,
        withEmbeddings + (row.hasEmbedding() ? factor : 0),
        messages + factor * row.session().messageCount(),
        users + usersBy,
        spanNow);
  }
}
