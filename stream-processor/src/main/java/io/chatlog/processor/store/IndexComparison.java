package io.chatlog.processor.store;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.search.IndexAudit;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Compares the search index with the rows of messages, sessions and uploaded documents that it is
 * derived from, in both directions. Rows and index are written one after the other, and both move
 * on meanwhile: what differs is looked at again, as it is then, before it counts.
 */
public final class IndexComparison {
  private static final int LOOKS_MAX = 50;
  private static final Duration PAUSE = Duration.ofMillis(20);

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
    if (!IndexMarks.of(row).equals(audit.session(session.owner(), session.id()))) {
      first = lookAgain(session.owner(), session.id());
    }
    if (first == null) {
      vector(session, audit);
    }
    each(
        Keys.MESSAGE,
        session,
        (key, value) -> {
          MessageKey message = MessageKey.of(key.get());
          Object wanted = IndexMarks.of(RowCodecs.MESSAGE.decode(value), session);
          if (!wanted.equals(audit.message(message.owner(), message.session(), message.seq()))) {
            first = lookAgain(message);
          }
          return first == null;
        });
    each(
        Keys.DOCUMENT,
        session,
        (key, value) -> {
          DocumentKey document = DocumentKey.of(key.get());
          if (!document.isUpload()) {
            Object wanted = IndexMarks.of(RowCodecs.DOCUMENT.decode(value), session);
            DocumentId id = document.document();
            if (!Objects.equals(wanted, audit.document(session.owner(), session.id(), id))) {
              first = lookAgain(session.owner(), session.id(), id);
            }
          }
          return first == null;
        });
    return first == null;
  }

  private void vector(Session session, IndexAudit audit) {
    byte[] value = rows.get(Keys.sessionVector(session.owner(), session.id()));
    Object wanted =
        value == null ? null : IndexMarks.of(RowCodecs.SESSION_VECTOR.decode(value), session);
    if (!Objects.equals(wanted, audit.sessionVector(session.owner(), session.id()))) {
      first = lookAgainForVector(session.owner(), session.id());
    }
  }

  private @Nullable RowDifference lookAgainForVector(UserId owner, SessionId session) {
    return lookAgain(
        Keys.sessionVector(owner, session),
        () -> {
          SessionRow row = now.session(owner, session);
          SessionVectorRow vector = now.sessionVector(owner, session);
          return row == null || vector == null ? null : IndexMarks.of(vector, row.session());
        },
        audit -> audit.sessionVector(owner, session));
  }

  /** Visits the rows of a session of a kind while nothing differs. */
  private void each(byte kind, Session session, RowSource.RowVisitor visitor) {
    if (first == null) {
      Bytes own = Keys.ofSession(kind, session.owner(), session.id());
      rows.scan(
          own,
          Keys.end(own),
          false,
          (key, value) -> {
            tick.run();
            return visitor.visit(key, value);
          });
    }
  }

  private @Nullable RowDifference lookAgain(UserId owner, SessionId session) {
    return lookAgain(
        Keys.session(owner, session),
        () -> {
          SessionRow row = now.session(owner, session);
          return row == null ? null : IndexMarks.of(row);
        },
        audit -> audit.session(owner, session));
  }

  private @Nullable RowDifference lookAgain(MessageKey key) {
    return lookAgain(
        Keys.message(key.owner(), key.session(), key.seq()),
        () -> {
          SessionRow session = now.session(key.owner(), key.session());
          var message = now.message(key.owner(), key.session(), key.seq());
          return session == null || message == null
              ? null
              : IndexMarks.of(message, session.session());
        },
        audit -> audit.message(key.owner(), key.session(), key.seq()));
  }

  private @Nullable RowDifference lookAgain(UserId owner, SessionId session, DocumentId id) {
    return lookAgain(
        Keys.document(owner, session, id),
        () -> {
          SessionRow row = now.session(owner, session);
          DocumentRow document = now.document(owner, session, id);
          return row == null || document == null ? null : IndexMarks.of(document, row.session());
        },
        audit -> audit.document(owner, session, id));
  }

  /** A difference that stays for as long as rows and index may be apart. */
  private @Nullable RowDifference lookAgain(
      Bytes key, Supplier<@Nullable Object> rowMark, Function<IndexAudit, @Nullable Object> mark) {
    Object wanted = null;
    Object found = null;
    for (int look = 0; look < LOOKS_MAX; look++) {
      wanted = rowMark.get();
      try (IndexAudit audit = audits.get()) {
        found = mark.apply(audit);
      }
      if (Objects.equals(wanted, found)) {
        return null;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    String[] texts = IndexMarks.texts(wanted, found);
    return RowDifference.of(key, texts[0], texts[1]);
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
    public void document(UserId owner, SessionId session, DocumentId document) {
      tick.run();
      if (first == null && rows.get(Keys.document(owner, session, document)) == null) {
        first = lookAgain(owner, session, document);
      }
    }

    @Override
    public void sessionVector(UserId owner, SessionId session) {
      tick.run();
      if (first == null && rows.get(Keys.sessionVector(owner, session)) == null) {
        first = lookAgainForVector(owner, session);
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
