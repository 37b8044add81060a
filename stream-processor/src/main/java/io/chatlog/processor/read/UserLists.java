package io.chatlog.processor.read;

import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.UserId;
import io.chatlog.view.Read;
import io.chatlog.view.User;
import io.chatlog.view.UserPage;
import io.chatlog.view.UserStats;
import java.util.ArrayList;
import java.util.List;

/** Lists of users, and what is counted of one. */
final class UserLists {
  private UserLists() {}

  static UserPage page(PartitionHandle handle, Read.ListUsers list) {
    List<User> users = new ArrayList<>();
    Scans.users(
        handle,
        list.prefix(),
        list.after(),
        row -> {
          users.add(row.user());
          return users.size() <= list.limit();
        });
    boolean more = users.size() > list.limit();
    return new UserPage(more ? users.subList(0, list.limit()) : users, more);
  }

  static UserStats stats(PartitionHandle handle, UserId user, UserStatsRow row) {
    return new UserStats(
        row.totalSessions(),
        row.messages(),
        row.firstActivityMicros(),
        row.lastActivityMicros(),
        Scans.channels(handle, user, UserStats.CHANNELS_MAX));
  }
}
