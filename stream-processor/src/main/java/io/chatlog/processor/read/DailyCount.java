package io.chatlog.processor.read;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.view.DailyRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts sessions of one user into rows of daily statistics. */
final class DailyCount {
  private final Map<Bucket, DailyRow> rows = new LinkedHashMap<>();

  void add(Bucket bucket, SessionRow row) {
    long begun = row.session().createdAtMicros();
    DailyRow one =
        new DailyRow(
            bucket.epochDay(),
            bucket.channel(),
            bucket.status(),
            1,
            row.hasEmbedding() ? 1 : 0,
            row.session().messageCount(),
            1,
            begun,
            begun);
    rows.merge(bucket, one, (a, b) -> a.plusOfSameUser(b));
  }

  /** In no order that is told. */
  List<DailyRow> rows() {
    return new ArrayList<>(rows.values());
  }
}
