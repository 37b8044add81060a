package io.chatlog.view;

/**
 * What is counted of some partitions, or of all.
 *
 * @param storageBytes bytes of state and search index, in files and written but in no file yet
 */
public record SystemStats(
    long totalUsers, long totalSessions, long totalMessages, long storageBytes) {
  /** Of no partition. */
  public static final SystemStats EMPTY = new SystemStats(0, 0, 0, 0);

  /** Of both parts. */
  public SystemStats plus(SystemStats other) {
    return new SystemStats(
        totalUsers + other.totalUsers,
        totalSessions + other.totalSessions,
        totalMessages + other.totalMessages,
        storageBytes + other.storageBytes);
  }

  /** Mean number of messages of a user; 0 without users. */
  public double avgMessagesPerUser() {
    return totalUsers == 0 ? 0 : (double) totalMessages / totalUsers;
  }
}
