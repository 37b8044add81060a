package io.chatlog.processor.store;

import io.chatlog.processor.fold.Bucket;
import io.chatlog.processor.fold.BucketRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.TimeSpan;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.RoleCounts;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import io.chatlog.view.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Counts anew what rows of users, sessions and messages say, knowing nothing of how the fold
 * counts, and compares it with every statistic and every row that others are found by; then the
 * rows of contexts, documents, personas and panels with one another.
 *
 * <p>What is counted of more than one session is kept in scratch rows, so that memory is bounded
 * whatever there is. Times of response are not counted: they depend on the order of what happened,
 * not only on what is there.
 */
public final class Recount {
  private static final byte[] NOTHING = {};
  private static final List<Byte> COMPARED =
      List.of(
          Keys.USER_STATS,
          Keys.CHANNEL_SESSIONS,
          Keys.BUCKET,
          Keys.USER_BUCKET,
          Keys.ACTIVITY,
          Keys.BEGINNING,
          Keys.EXTERNAL_ID,
          Keys.BUCKET_SESSION,
          Keys.USER_BUCKET_SESSION);

  private final RowSource rows;
  private final ScratchRows scratch;
  private final Runnable tick;
  private long users;
  private long sessions;
  private long messages;
  private @Nullable RowDifference first;

  /**
   * @param rows the rows as they were at one moment
   * @param scratch no rows yet
   * @param tick told of each row that was looked at; may throw to end the count
   */
  public Recount(RowSource rows, ScratchRows scratch, Runnable tick) {
    this.rows = rows;
    this.scratch = scratch;
    this.tick = tick;
  }

  /** The first difference. */
  public Optional<RowDifference> run() {
    each(Keys.USER, (key, value) -> user(RowCodecs.USER.decode(value).user().id()));
    each(Keys.SESSION, (key, value) -> session(RowCodecs.SESSION.decode(value)));
    orphans();
    each(Keys.MESSAGE_SEQ, this::isOfMessage);
    each(Keys.MESSAGE_OFFSET, this::isAtMessage);
    each(Keys.MESSAGE_TIME, this::isTimeOfMessage);
    each(Keys.SESSION_VECTOR, this::isOfSession);
    for (byte kind : COMPARED) {
      if (first == null) {
        first = new RowComparison(scratch, rows, tick).ofKind(kind).orElse(null);
      }
    }
    if (first == null) {
      totals();
    }
    if (first == null) {
      first =
          new ContextRecount(rows, tick)
              .run()
              .or(() -> new DocumentRecount(rows, scratch, tick).run())
              .or(() -> new PanelRecount(rows, tick).run())
              .orElse(null);
    }
    return Optional.ofNullable(first);
  }

  private void each(byte kind, RowSource.RowVisitor visitor) {
    if (first == null) {
      rows.scan(
          Keys.first(kind),
          Keys.first((byte) (kind + 1)),
          false,
          (key, value) -> {
            tick.run();
            return visitor.visit(key, value) && first == null;
          });
    }
  }

  private boolean user(UserId user) {
    users++;
    scratch.put(Keys.userStats(user), RowCodecs.USER_STATS.encode(UserStatsRow.EMPTY));
    return true;
  }

  private boolean session(SessionRow row) {
    Session session = row.session();
    SessionCount count = new SessionCount(row);
    Bytes own = Keys.ofSession(Keys.MESSAGE, session.owner(), session.id());
    rows.scan(
        own,
        Keys.end(own),
        false,
        (key, value) -> {
          tick.run();
          count.add(RowCodecs.MESSAGE.decode(value));
          return first == null;
        });
    if (first != null) {
      return false;
    }
    SessionStats stats = row.stats();
    Bytes key = Keys.session(session.owner(), session.id());
    differs(key, "message_count", count.roles.total(), session.messageCount());
    differs(key, "stats.messages", count.roles, stats.messages());
    differs(key, "stats.content_chars", count.chars, stats.contentChars());
    differs(key, "stats.content_bytes", count.bytes, stats.contentBytes());
    differs(
        key,
        "stats.first_and_last_message",
        count.span,
        new TimeSpan(stats.firstMessageAtMicros(), stats.lastMessageAtMicros()));
    if (count.lastSeq > row.lastSeq()) {
      differs(key, "last_seq", count.lastSeq, row.lastSeq());
    }
    add(row, count.roles);
    return first == null;
  }

  private void differs(Bytes key, String what, Object expected, Object found) {
    if (first == null && !expected.equals(found)) {
      first = RowDifference.of(key, what + " = " + expected, what + " = " + found);
    }
  }

  /** What is counted of one session. */
  private final class SessionCount {
    private final SessionRow session;
    private RoleCounts roles = RoleCounts.ZERO;
    private long chars;
    private long bytes;
    private long lastSeq;
    private TimeSpan span = TimeSpan.NONE;

    SessionCount(SessionRow session) {
      this.session = session;
    }

    void add(MessageRow row) {
      Message message = row.message();
      roles = roles.plus(message.role(), 1);
      chars += message.content().codePoints().count();
      bytes += message.content().getBytes(StandardCharsets.UTF_8).length;
      lastSeq = message.seq();
      span = span.and(TimeSpan.at(message.timestampMicros()));
      present(
          Keys.messageSeq(message.owner(), message.session(), message.id()),
          RowCodecs.number(message.seq()));
      present(
          Keys.messageOffset(message.owner(), row.offset()),
          RowCodecs.MESSAGE_PLACE.encode(
              new RowCodecs.MessagePlace(message.session(), message.seq(), null)));
      if (session.orderedBelow() > 0 && message.seq() >= session.orderedBelow()) {
        present(
            Keys.messageTime(
                message.owner(), message.session(), message.timestampMicros(), message.seq()),
            NOTHING);
      }
    }
  }

  private void present(Bytes key, byte[] expected) {
    if (first == null) {
      first = RowDifference.of(key, expected, rows.get(key)).orElse(null);
    }
  }

  /** Counts a session where it belongs. */
  private void add(SessionRow row, RoleCounts roles) {
    Session session = row.session();
    UserId owner = session.owner();
    scratch.put(
        Keys.activity(owner, session.lastActivityMicros(), session.id()),
        RowCodecs.number(row.lastOffset()));
    addToDay(row, roles.total());
    if (session.externalId() != null && session.status() == SessionStatus.ACTIVE) {
      scratch.put(
          Keys.externalId(owner, session.externalId()), RowCodecs.text(session.id().value()));
    }
    if (session.status() == SessionStatus.DELETED) {
      return;
    }
    sessions++;
    messages += roles.total();
    TimeSpan active = row.activity();
    Long begun = active.firstMicros();
    if (begun != null) {
      scratch.put(Keys.beginning(owner, begun, session.id()), NOTHING);
    }
    UserStatsRow before = get(Keys.userStats(owner), RowCodecs.USER_STATS, UserStatsRow.EMPTY);
    TimeSpan all =
        new TimeSpan(before.firstActivityMicros(), before.lastActivityMicros()).and(active);
    scratch.put(
        Keys.userStats(owner),
        RowCodecs.USER_STATS.encode(
            new UserStatsRow(
                before.totalSessions() + 1,
                sum(before.messages(), roles),
                all.firstMicros(),
                all.lastMicros())));
    count(Keys.channelSessions(owner, session.channel()));
  }

  private void addToDay(SessionRow row, long many) {
    Session session = row.session();
    UserId owner = session.owner();
    Bucket bucket = Bucket.of(session);
    scratch.put(ChangeRows.bucketSession(session), NOTHING);
    scratch.put(Keys.userBucketSession(owner, bucket, session.id()), NOTHING);
    boolean another = count(Keys.userBucket(owner, bucket)) == 1;
    BucketRow before = get(Keys.bucket(bucket), RowCodecs.BUCKET, BucketRow.EMPTY);
    scratch.put(
        Keys.bucket(bucket),
        RowCodecs.BUCKET.encode(
            new BucketRow(
                before.sessions() + 1,
                before.withEmbeddings() + (row.hasEmbedding() ? 1 : 0),
                before.messages() + many,
                before.users() + (another ? 1 : 0),
                before.span().and(TimeSpan.at(session.createdAtMicros())))));
  }

  private long count(Bytes key) {
    byte[] before = scratch.get(key);
    long now = before == null ? 1 : RowCodecs.number(before) + 1;
    scratch.put(key, RowCodecs.number(now));
    return now;
  }

  private <T> T get(Bytes key, Codec<T> codec, T otherwise) {
    byte[] bytes = scratch.get(key);
    return bytes == null ? otherwise : codec.decode(bytes);
  }

  private static RoleCounts sum(RoleCounts counts, RoleCounts more) {
    RoleCounts sum = counts;
    for (Role role : Role.values()) {
      sum = sum.plus(role, more.of(role));
    }
    return sum;
  }

  /** Messages whose session is not there; one is looked at of each session. */
  private void orphans() {
    Bytes[] from = {Keys.first(Keys.MESSAGE)};
    Bytes end = Keys.first((byte) (Keys.MESSAGE + 1));
    while (first == null && from[0] != null) {
      Bytes begin = from[0];
      from[0] = null;
      rows.scan(
          begin,
          end,
          false,
          (key, value) -> {
            MessageKey message = MessageKey.of(key.get());
            if (rows.get(Keys.session(message.owner(), message.session())) == null) {
              first = RowDifference.of(key, "no message without its session", "a message");
            }
            from[0] = Keys.end(Keys.ofSession(Keys.MESSAGE, message.owner(), message.session()));
            return false;
          });
    }
  }

  private boolean isOfMessage(Bytes key, byte[] value) {
    String[] ids = ids(key);
    byte[] bytes =
        rows.get(Keys.message(new UserId(ids[0]), new SessionId(ids[1]), RowCodecs.number(value)));
    if (bytes == null || !RowCodecs.MESSAGE.decode(bytes).message().id().value().equals(ids[2])) {
      first = RowDifference.of(key, "nothing", "the seq of no message");
    }
    return true;
  }

  private boolean isAtMessage(Bytes key, byte[] value) {
    UserId user = new UserId(ids(key)[0]);
    RowCodecs.MessagePlace place = RowCodecs.MESSAGE_PLACE.decode(value);
    if (place.shown() != null) {
      return true; // an event that showed a session
    }
    byte[] bytes = rows.get(Keys.message(user, place.session(), place.seq()));
    if (bytes == null
        || !Keys.messageOffset(user, RowCodecs.MESSAGE.decode(bytes).offset()).equals(key)) {
      first = RowDifference.of(key, "nothing", "the place of no message");
    }
    return true;
  }

  private boolean isOfSession(Bytes key, byte[] value) {
    SessionVectorRow row = RowCodecs.SESSION_VECTOR.decode(value);
    byte[] bytes = rows.get(Keys.session(row.owner(), row.session()));
    if (bytes == null || RowCodecs.SESSION.decode(bytes).hasEmbedding() == row.modelled()) {
      first = RowDifference.of(key, "nothing", "the vector of no session");
    }
    return true;
  }

  private boolean isTimeOfMessage(Bytes key, byte[] value) {
    String[] ids = ids(key);
    Bytes prefix = Keys.ofSession(Keys.MESSAGE_TIME, new UserId(ids[0]), new SessionId(ids[1]));
    byte[] bytes =
        rows.get(Keys.message(new UserId(ids[0]), new SessionId(ids[1]), Keys.seqOf(key, prefix)));
    if (bytes == null
        || RowCodecs.MESSAGE.decode(bytes).message().timestampMicros()
            != Keys.timeOf(key, prefix)) {
      first = RowDifference.of(key, "nothing", "the time of no message");
    }
    return true;
  }

  private static String[] ids(Bytes key) {
    return new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8).split("\0");
  }

  private void totals() {
    PartitionRow found = new Rows(rows).partition();
    first =
        RowDifference.of(
                Keys.PARTITION,
                RowCodecs.PARTITION.encode(
                    new PartitionRow(
                        found.appliedOffset(),
                        users,
                        sessions,
                        messages,
                        found.oldestUploadMicros())),
                RowCodecs.PARTITION.encode(found))
            .orElse(null);
  }
}
