package io.chatlog.processor.read;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.UserId;
import io.chatlog.view.DailyRange;
import io.chatlog.view.DailyRow;
import java.util.ArrayList;
import java.util.List;

/**
 * Daily statistics. Those of all users are rows that stand next to each other: one scan, one row
 * for each day, channel and status. Those of one user are counted from the user's sessions of those
 * days: a message would otherwise change one row more.
 */
final class DailyLists {
  private DailyLists() {}

  static List<DailyRow> all(PartitionHandle handle, DailyRange range) {
    List<DailyRow> rows = new ArrayList<>();
    Scans.buckets(
        handle,
        range.fromDay(),
        range.toDay(),
        (bucket, row) -> {
          Long first = row.span().firstMicros();
          Long last = row.span().lastMicros();
          if (first != null && last != null && range.matches(bucket.channel(), bucket.status())) {
            rows.add(
                new DailyRow(
                    bucket.epochDay(),
                    bucket.channel(),
                    bucket.status(),
                    row.sessions(),
                    row.withEmbeddings(),
                    row.messages(),
                    row.users(),
                    first,
                    last));
          }
        });
    return rows;
  }

  static List<DailyRow> ofUser(PartitionHandle handle, Rows rows, UserId user, DailyRange range) {
    DailyCount count = new DailyCount();
    Scans.sessionsBegun(
        handle,
        user,
        range.fromDay(),
        range.toDay(),
        id -> {
          SessionRow row = rows.session(user, id);
          if (row != null) {
            Bucket bucket = Bucket.of(row.session());
            if (range.matches(bucket.channel(), bucket.status())) {
              count.add(bucket, row);
            }
          }
        });
    return count.rows();
  }
}
