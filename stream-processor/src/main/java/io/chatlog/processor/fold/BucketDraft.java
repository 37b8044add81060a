package io.chatlog.processor.fold;

import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Daily statistics while one event changes them. A message changes one row, whose former value is
 * held in memory; a session that begins, moves or goes changes two for each bucket. Not
 * thread-safe.
 */
final class BucketDraft {
  private final State state;
  private final UserId owner;
  private final Map<Bucket, BucketRow> buckets = new LinkedHashMap<>(2);
  private final Map<Bucket, Long> ofUser = new LinkedHashMap<>(2);

  BucketDraft(State state, UserId owner) {
    this.state = state;
    this.owner = owner;
  }

  /** A session changed from one row to another, came into being, or goes. */
  void change(@Nullable SessionRow before, @Nullable SessionRow after) {
    if (before != null
        && after != null
        && before.hasEmbedding() == after.hasEmbedding()
        && Bucket.of(before.session()).equals(Bucket.of(after.session()))) {
      long messages = after.session().messageCount() - before.session().messageCount();
      if (messages != 0) {
        Bucket bucket = Bucket.of(after.session());
        buckets.put(bucket, row(bucket).plusMessages(messages));
      }
      return;
    }
    if (before != null) {
      leave(before);
    }
    if (after != null) {
      enter(after);
    }
  }

  private void enter(SessionRow row) {
    Bucket bucket = Bucket.of(row.session());
    BucketRow now = row(bucket);
    long own = userSessions(bucket);
    buckets.put(
        bucket, now.plus(row, 1, own == 0 ? 1 : 0, now.span().and(TimeSpan.at(begun(row)))));
    ofUser.put(bucket, own + 1);
  }

  private void leave(SessionRow row) {
    Bucket bucket = Bucket.of(row.session());
    BucketRow now = row(bucket);
    long own = userSessions(bucket);
    long begun = begun(row);
    Long first = now.span().firstMicros();
    Long last = now.span().lastMicros();
    boolean atAnEnd = first == null || last == null || begun <= first || begun >= last;
    TimeSpan span = atAnEnd ? state.beginnings(bucket, owner, row.session().id()) : now.span();
    buckets.put(bucket, now.plus(row, -1, own == 1 ? -1 : 0, span));
    ofUser.put(bucket, own - 1);
  }

  /** A user goes with all of its sessions. */
  void leaveAll() {
    state.forEachSession(
        owner,
        row -> {
          Bucket bucket = Bucket.of(row.session());
          long own = userSessions(bucket);
          buckets.put(bucket, row(bucket).plus(row, -1, own == 1 ? -1 : 0, TimeSpan.NONE));
          ofUser.put(bucket, own - 1);
        });
    buckets.replaceAll(
        (bucket, row) ->
            new BucketRow(
                row.sessions(),
                row.withEmbeddings(),
                row.messages(),
                row.users(),
                state.beginnings(bucket, owner, null)));
  }

  private static long begun(SessionRow row) {
    Session session = row.session();
    return session.createdAtMicros();
  }

  private BucketRow row(Bucket bucket) {
    BucketRow changed = buckets.get(bucket);
    return changed == null ? state.bucket(bucket) : changed;
  }

  private long userSessions(Bucket bucket) {
    Long changed = ofUser.get(bucket);
    return changed == null ? state.userSessions(owner, bucket) : changed;
  }

  void addTo(List<Change> changes) {
    buckets.forEach((bucket, row) -> changes.add(new Change.PutBucket(bucket, row)));
    ofUser.forEach(
        (bucket, sessions) -> changes.add(new Change.PutUserBucket(owner, bucket, sessions)));
  }
}
