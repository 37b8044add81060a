package io.chatlog.processor.store;

import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.IndexAudit;
import io.chatlog.processor.search.IndexAudit.MessageMark;
import io.chatlog.processor.search.IndexAudit.SessionMark;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Compares the search index with the rows of messages and sessions that it is derived from, in both
 * directions. Rows and index are written one after the other, and both move on meanwhile: what
 * differs is looked at again, as it is then, before it counts.
 */
public final class IndexComparison {
  private static final int LOOKS_MAX = 50;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String NO_DOCUMENT = "no document";
  private static final String DOCUMENT = "a document";

  private final RowSource rows;
  private final Rows now;
  private final Supplier<IndexAudit> audits;
  private final Runnable tick;
  private @Nullable RowDifference first;

  /**
   * @param rows the rows as they were at one moment
   * @param now the rows as they are
   * @param audits opens views of the index
   * @param tick told of each row and document that was looked at; may throw to end the comparison
   */
  public IndexComparison(
      RowSource rows, RowSource now, Supplier<IndexAudit> audits, Runnable tick) {
    this.rows = rows;
    this.now = new Rows(now);
    this.audits = audits;
    this.tick = tick;
  }

  /** The first difference. */
  public Optional<RowDifference> run() {
    try (IndexAudit audit = audits.get()) {
      rows.scan(
          Keys.first(Keys.SESSION),
          Keys.first((byte) (Keys.SESSION + 1)),
          false,
          (key, value) -> session(RowCodecs.SESSION.decode(value), audit));
      if (first == null) {
        audit.forEach(new Documents());
      }
    }
    return Optional.ofNullable(first);
  }

  private boolean session(SessionRow row, IndexAudit audit) {
    tick.run();
    Session session = row.session();
    if (!Objects.equals(audit.session(session.owner(), session.id()), mark(row))) {
      first = lookAgain(session.owner(), session.id());
    }
    Bytes messages = Keys.ofSession(Keys.MESSAGE, session.owner(), session.id());
    if (first == null) {
      rows.scan(
          messages,
          Keys.end(messages),
          false,
          (key, value) -> {
            tick.run();
            MessageKey message = MessageKey.of(key.get());
            MessageMark wanted = mark(RowCodecs.MESSAGE.decode(value).offset(), row);
            MessageMark found = audit.message(message.owner(), message.session(), message.seq());
            if (!wanted.equals(found)) {
              first = lookAgain(message);
            }
            return first == null;
          });
    }
    return first == null;
  }

  private static SessionMark mark(SessionRow row) {
    return new SessionMark(1, row.lastOffset());
  }

  private static MessageMark mark(long offset, SessionRow row) {
    Session session = row.session();
    return new MessageMark(
        1,
        offset,
        IndexAudit.number(session.channel()),
        IndexAudit.number(session.source()),
        session.status() == SessionStatus.DELETED);
  }

  private @Nullable RowDifference lookAgain(UserId owner, SessionId session) {
    SessionMark wanted = null;
    SessionMark found = null;
    for (int look = 0; look < LOOKS_MAX; look++) {
      SessionRow row = now.session(owner, session);
      try (IndexAudit audit = audits.get()) {
        found = audit.session(owner, session);
      }
      wanted = row == null ? null : mark(row);
      if (Objects.equals(wanted, found)) {
        return null;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return RowDifference.of(Keys.session(owner, session), text(wanted), text(found));
  }

  private static String text(@Nullable SessionMark mark) {
    return mark == null
        ? NO_DOCUMENT
        : mark.documents() == 1
            ? "a document of last_offset = " + mark.lastOffset()
            : mark.documents() + " documents";
  }

  private @Nullable RowDifference lookAgain(MessageKey key) {
    MessageMark wanted = null;
    MessageMark found = null;
    for (int look = 0; look < LOOKS_MAX; look++) {
      SessionRow session = now.session(key.owner(), key.session());
      var message = now.message(key.owner(), key.session(), key.seq());
      try (IndexAudit audit = audits.get()) {
        found = audit.message(key.owner(), key.session(), key.seq());
      }
      wanted = session == null || message == null ? null : mark(message.offset(), session);
      if (Objects.equals(wanted, found)) {
        return null;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    String[] texts = texts(wanted, found);
    return RowDifference.of(
        Keys.message(key.owner(), key.session(), key.seq()), texts[0], texts[1]);
  }

  private static String[] texts(@Nullable MessageMark wanted, @Nullable MessageMark found) {
    if (wanted == null || found == null) {
      return new String[] {
        wanted == null ? NO_DOCUMENT : DOCUMENT, found == null ? NO_DOCUMENT : DOCUMENT
      };
    }
    return found.documents() != 1
        ? new String[] {DOCUMENT, found.documents() + " documents"}
        : new String[] {said(wanted), said(found)};
  }

  private static String said(MessageMark mark) {
    return "a document of offset = %d, channel = %x, source = %x, hidden = %s"
        .formatted(mark.offset(), mark.channel(), mark.source(), mark.hidden());
  }

  /** Documents without a row. */
  private final class Documents implements IndexAudit.Visitor {
    @Override
    public void message(UserId owner, SessionId session, long seq) {
      tick.run();
      if (first == null && rows.get(Keys.message(owner, session, seq)) == null) {
        first = lookAgain(new MessageKey(owner, session, seq));
      }
    }

    @Override
    public void session(UserId owner, SessionId session) {
      tick.run();
      if (first == null && rows.get(Keys.session(owner, session)) == null) {
        first = lookAgain(owner, session);
      }
    }
  }
}
