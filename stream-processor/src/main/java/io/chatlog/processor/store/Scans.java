package io.chatlog.processor.store;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.BucketRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Walks over rows that stand next to each other, decoded. A walk ends when its visitor says so. */
public final class Scans {
  private Scans() {}

  /** Counts what goes with a session beside its messages. */
  public static Held held(PartitionHandle handle, UserId user, SessionId session) {
    long[] counts = new long[3];
    Bytes documents = Keys.ofSession(Keys.DOCUMENT, user, session);
    handle.scan(
        documents,
        Keys.end(documents),
        false,
        (key, value) -> {
          if (!DocumentKey.of(key.get()).isUpload()) {
            counts[0]++;
            counts[1] += RowCodecs.DOCUMENT.decode(value).document().size();
          }
          return true;
        });
    Bytes contexts = Keys.ofSession(Keys.CONTEXT_OF_SESSION, user, session);
    handle.scan(
        contexts,
        Keys.end(contexts),
        false,
        (key, value) -> {
          counts[2]++;
          return true;
        });
    return new Held(counts[0], counts[1], counts[2]);
  }

  /**
   * Users in the order of their ids.
   *
   * @param prefix only ids that begin so
   * @param after only ids behind this one, or null
   * @param visitor whether to go on
   */
  public static void users(
      PartitionHandle handle, String prefix, @Nullable UserId after, Predicate<UserRow> visitor) {
    Bytes first = Keys.usersFrom(prefix);
    Bytes behind = after == null ? first : Keys.behind(Keys.user(after));
    handle.scan(
        behind.compareTo(first) > 0 ? behind : first,
        Keys.end(first),
        false,
        (key, value) -> visitor.test(RowCodecs.USER.decode(value)));
  }

  /** How many sessions of a user have each channel: the first channels in name order. */
  public static SortedMap<String, Long> channels(
      PartitionHandle handle, UserId user, int channelsMax) {
    SortedMap<String, Long> sessions = new TreeMap<>();
    Bytes prefix = Keys.channels(user);
    handle.scan(
        prefix,
        Keys.end(prefix),
        false,
        (key, value) -> {
          sessions.put(Keys.channelOf(key, prefix), RowCodecs.number(value));
          return sessions.size() < channelsMax;
        });
    return sessions;
  }

  /**
   * Messages of a session by seq.
   *
   * @param fromSeq the smallest seq
   * @param endSeq the seq behind the largest
   * @param newestFirst whether to begin at the largest
   */
  public static void messages(
      PartitionHandle handle,
      UserId user,
      SessionId session,
      long fromSeq,
      long endSeq,
      boolean newestFirst,
      Predicate<MessageRow> visitor) {
    if (fromSeq >= endSeq) {
      return;
    }
    handle.scan(
        Keys.message(user, session, fromSeq),
        Keys.message(user, session, endSeq),
        newestFirst,
        (key, value) -> visitor.test(RowCodecs.MESSAGE.decode(value)));
  }

  /**
   * A user's saved contexts, those saved last first.
   *
   * @param session only those of this session; null for all
   * @param before only those saved before this offset; null for all
   * @param visitor of the offset and the id
   */
  public static void contexts(
      PartitionHandle handle,
      UserId user,
      @Nullable SessionId session,
      @Nullable Long before,
      BiPredicate<Long, ContextId> visitor) {
    Bytes prefix =
        session == null
            ? Keys.ofUser(Keys.CONTEXT_OF_USER, user)
            : Keys.ofSession(Keys.CONTEXT_OF_SESSION, user, session);
    Bytes from =
        before == null
            ? prefix
            : Keys.behind(
                session == null
                    ? Keys.contextOfUser(user, before)
                    : Keys.contextOfSession(user, session, before));
    handle.scan(
        from,
        Keys.end(prefix),
        false,
        (key, value) ->
            visitor.test(Keys.contextOffset(key), new ContextId(RowCodecs.text(value))));
  }

  /** What an event did to the last activity of a session, and where. */
  @FunctionalInterface
  public interface DeletionVisitor {
    /**
     * @param offset the event's
     * @param appended whether it appended a message, which is deleted since; it deleted one if not
     * @param activityMicros the session's last activity after it
     */
    boolean visit(long offset, boolean appended, long activityMicros);
  }

  /** Events that deleted messages of a session, or had appended what is deleted, by offset. */
  public static void deletions(
      PartitionHandle handle,
      UserId user,
      SessionId session,
      long afterOffset,
      DeletionVisitor visitor) {
    Bytes prefix = Keys.traces(user, session, null);
    handle.scan(
        Keys.trace(prefix, afterOffset + 1),
        Keys.end(prefix),
        false,
        (key, value) -> {
          RowCodecs.TracedEvent event = RowCodecs.TRACE.decode(value);
          Long activity = event.activityMicros();
          return activity == null
              || visitor.visit(Keys.traceOffset(key), !event.isOnLog(), activity);
        });
  }

  /**
   * All saved contexts of a user, in the order in which they were saved.
   *
   * @param afterOffset only those saved behind this offset; -1 for all
   * @param visitor of the offset and the id
   */
  public static void contextsFrom(
      PartitionHandle handle, UserId user, long afterOffset, BiPredicate<Long, ContextId> visitor) {
    if (afterOffset == Long.MAX_VALUE) {
      return;
    }
    handle.scan(
        Keys.ofUser(Keys.CONTEXT_OF_USER, user),
        Keys.behind(Keys.contextOfUser(user, Math.max(afterOffset + 1, 0))),
        true,
        (key, value) ->
            visitor.test(Keys.contextOffset(key), new ContextId(RowCodecs.text(value))));
  }

  /** Daily statistics of all users, by day, channel and status. */
  public static void buckets(
      PartitionHandle handle, int fromDay, int toDay, BiConsumer<Bucket, BucketRow> visitor) {
    handle.scan(
        Keys.bucketsFrom(fromDay),
        Keys.bucketsFrom(toDay + 1),
        false,
        (key, value) -> {
          visitor.accept(Keys.bucketOf(key), RowCodecs.BUCKET.decode(value));
          return true;
        });
  }

  /** The sessions of a user that began on some days. */
  public static void sessionsBegun(
      PartitionHandle handle, UserId user, int fromDay, int toDay, Consumer<SessionId> visitor) {
    handle.scan(
        Keys.userBucketsFrom(user, fromDay),
        Keys.userBucketsFrom(user, toDay + 1),
        false,
        (key, value) -> {
          visitor.accept(Keys.sessionInBucket(key, user));
          return true;
        });
  }

  /** A session of a user, and the day on which it began; whether to go on. */
  @FunctionalInterface
  public interface BegunVisitor {
    boolean visit(int epochDay, SessionId session);
  }

  /** The sessions of a user that began on a day or later, day by day. */
  public static void sessionsBegunFrom(
      PartitionHandle handle, UserId user, int fromDay, BegunVisitor visitor) {
    handle.scan(
        Keys.userBucketsFrom(user, fromDay),
        Keys.end(Keys.ofUser(Keys.USER_BUCKET_SESSION, user)),
        false,
        (key, value) ->
            visitor.visit(Keys.dayOfUserBucket(key, user), Keys.sessionInBucket(key, user)));
  }

  /**
   * Where a user's messages stand, in the order of the log.
   *
   * @param afterOffset only those that a later event brought; -1 for all
   */
  public static void messagesByOffset(
      PartitionHandle handle, UserId user, long afterOffset, Predicate<PlacedMessage> visitor) {
    if (afterOffset == Long.MAX_VALUE) {
      return;
    }
    Bytes prefix = Keys.messageOffsets(user);
    handle.scan(
        Keys.messageOffset(user, Math.max(afterOffset + 1, 0)),
        Keys.end(prefix),
        false,
        (key, value) -> {
          RowCodecs.MessagePlace place = RowCodecs.MESSAGE_PLACE.decode(value);
          return visitor.test(
              new PlacedMessage(
                  Keys.offsetOf(key, prefix), place.session(), place.seq(), place.shown()));
        });
  }

  /**
   * A message that the event at an offset brought, or the last one of a session that it showed; it
   * may be gone by now.
   *
   * @param shown null when the event brought the message
   */
  public record PlacedMessage(
      long offset, SessionId session, long seq, RowCodecs.@Nullable Shown shown) {}

  /**
   * Where a user's documents stand, newest first.
   *
   * @param beforeOffset only those that an earlier event brought
   */
  public static void documents(
      PartitionHandle handle, UserId user, long beforeOffset, Predicate<PlacedDocument> visitor) {
    if (beforeOffset <= 0) {
      return;
    }
    Bytes prefix = Keys.documentOffsets(user);
    handle.scan(
        Keys.documentOffset(user, beforeOffset - 1),
        Keys.end(prefix),
        false,
        (key, value) -> {
          RowCodecs.DocumentPlace place = RowCodecs.DOCUMENT_PLACE.decode(value);
          return visitor.test(
              new PlacedDocument(
                  Keys.documentOffsetOf(key), place.session(), place.document(), place.mimeType()));
        });
  }

  /**
   * The same, in the order of the log.
   *
   * @param afterOffset only those that a later event brought; -1 for all
   */
  public static void documentsFrom(
      PartitionHandle handle, UserId user, long afterOffset, Predicate<PlacedDocument> visitor) {
    if (afterOffset == Long.MAX_VALUE) {
      return;
    }
    handle.scan(
        Keys.documentOffsets(user),
        Keys.behind(Keys.documentOffset(user, Math.max(afterOffset + 1, 0))),
        true,
        (key, value) -> {
          RowCodecs.DocumentPlace place = RowCodecs.DOCUMENT_PLACE.decode(value);
          return visitor.test(
              new PlacedDocument(
                  Keys.documentOffsetOf(key), place.session(), place.document(), place.mimeType()));
        });
  }

  /**
   * A document that the event at an offset completed; it may be gone by now.
   *
   * @param mimeType in lower case, without parameters
   */
  public record PlacedDocument(
      long offset, SessionId session, DocumentId document, String mimeType) {}

  /**
   * The sessions of a user that has few, in no useful order.
   *
   * @return empty when there are more than so many
   */
  public static Optional<List<SessionRow>> fewSessions(
      PartitionHandle handle, UserId user, int most) {
    List<SessionRow> rows = new ArrayList<>();
    Bytes sessions = Keys.ofUser(Keys.SESSION, user);
    handle.scan(
        sessions,
        Keys.end(sessions),
        false,
        (key, value) -> {
          rows.add(RowCodecs.SESSION.decode(value));
          return rows.size() <= most;
        });
    return rows.size() > most ? Optional.empty() : Optional.of(rows);
  }

  /**
   * A user's sessions by activity.
   *
   * <p>Costs more than what it visits where sessions were written to lately: each event leaves a
   * deletion where its session stood, which is passed over until the files are compacted.
   *
   * @param from where to begin, that place included; null for the first
   * @param newestFirst whether to begin at the latest activity
   */
  public static void activities(
      PartitionHandle handle,
      UserId user,
      @Nullable Activity from,
      boolean newestFirst,
      Predicate<Activity> visitor) {
    Bytes prefix = Keys.activities(user);
    Bytes begin = from == null ? null : Keys.activity(user, from.activityMicros(), from.session());
    Bytes low = newestFirst && begin != null ? begin : prefix;
    Bytes end = !newestFirst && begin != null ? Keys.behind(begin) : Keys.end(prefix);
    handle.scan(
        low,
        end,
        !newestFirst,
        (key, value) ->
            visitor.test(
                new Activity(
                    Keys.activityOf(key, prefix),
                    Keys.sessionOf(key, prefix),
                    RowCodecs.number(value))));
  }

  /**
   * A session's place in the list by activity.
   *
   * @param lastOffset the offset of the event that last changed the session
   */
  public record Activity(long activityMicros, SessionId session, long lastOffset) {}
}
