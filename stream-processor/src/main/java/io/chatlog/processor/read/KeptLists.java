package io.chatlog.processor.read;

import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.BegunSessions.Place;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What exports and backups ask for: everything, page by page. */
final class KeptLists {
  /** A page of messages ends behind so many characters of content. */
  static final int PAGE_CHARS_MAX = 4 << 20;

  private static final int LOOKS_MAX = 10;
  private static final long DAY_MICROS = 86_400_000_000L;

  private KeptLists() {}

  static KeptUser user(UserRow row) {
    return new KeptUser(row.user(), row.passwordHash(), row.fingerprint());
  }

  static KeptUser.Page users(PartitionHandle handle, Read.ListKeptUsers read) {
    List<KeptUser> users = new ArrayList<>();
    boolean[] more = {false};
    Scans.users(
        handle,
        "",
        read.after(),
        row -> {
          if (users.size() == read.limit()) {
            more[0] = true;
            return false;
          }
          users.add(user(row));
          return true;
        });
    return new KeptUser.Page(users, more[0]);
  }

  /**
   * The state lists sessions by the day on which they began. A page looks at all sessions of each
   * day that it touches, and holds no more than it returns.
   */
  static BegunSessions begun(PartitionHandle handle, Rows rows, Read.ListBegunSessions read) {
    Place after = read.after();
    TreeSet<Place> first = new TreeSet<>(BegunSessions.ORDER);
    int fromDay =
        after == null
            ? Integer.MIN_VALUE
            : (int) Math.floorDiv(after.createdAtMicros(), DAY_MICROS);
    long[] day = {Long.MIN_VALUE};
    Scans.sessionsBegunFrom(
        handle,
        read.user(),
        fromDay,
        (epochDay, session) -> {
          if (epochDay != day[0] && first.size() > read.limit()) {
            return false;
          }
          day[0] = epochDay;
          Place place = place(rows, read, session);
          if (place != null && (after == null || BegunSessions.ORDER.compare(place, after) > 0)) {
            first.add(place);
            if (first.size() > read.limit() + 1) {
              first.pollLast();
            }
          }
          return true;
        });
    boolean more = first.size() > read.limit();
    if (more) {
      first.pollLast();
    }
    return new BegunSessions(List.copyOf(first), more);
  }

  /** A fork that is being filled is not there yet. */
  private static @Nullable Place place(Rows rows, Read.ListBegunSessions read, SessionId session) {
    SessionRow row = rows.session(read.user(), session);
    return row == null || row.staged() ? null : new Place(row.session().createdAtMicros(), session);
  }

  static Lookup<KeptSession.Page> session(
      PartitionHandle handle, Rows rows, Read.GetKeptSession read) {
    Lookup<KeptSession.Page> page = look(handle, rows, read);
    for (int looks = 1; looks < LOOKS_MAX && moved(rows, read, page); looks++) {
      page = look(handle, rows, read);
    }
    return page;
  }

  private static Lookup<KeptSession.Page> look(
      PartitionHandle handle, Rows rows, Read.GetKeptSession read) {
    return ReadSwitch.ofSession(
        rows, read.user(), read.session(), row -> page(handle, rows, row, read));
  }

  /** Whether the session was written to while its messages were looked at. */
  private static boolean moved(Rows rows, Read.GetKeptSession read, Lookup<KeptSession.Page> page) {
    SessionRow now = rows.session(read.user(), read.session());
    return page instanceof Lookup.Found<KeptSession.Page>(KeptSession.Page seen)
        && (now == null || !now.session().equals(seen.session().session()));
  }

  private static KeptSession.Page page(
      PartitionHandle handle, Rows rows, SessionRow row, Read.GetKeptSession read) {
    List<KeptMessage> messages = new ArrayList<>();
    Long[] next = {null};
    long[] chars = {0};
    Scans.messages(
        handle,
        read.user(),
        read.session(),
        read.afterSeq() + 1,
        row.lastSeq() + 1,
        false,
        message -> {
          if (messages.size() == read.limit() || chars[0] >= PAGE_CHARS_MAX) {
            next[0] = messages.getLast().message().seq();
            return false;
          }
          // what a model made is made again where it is missed, by the model of then
          Embedding embedding = message.modelled() ? null : message.embedding();
          chars[0] += message.message().content().length();
          chars[0] += embedding == null ? 0 : embedding.byteLength();
          messages.add(
              new KeptMessage(message.message(), message.fingerprint().value(), embedding));
          return true;
        });
    SessionVectorRow vector =
        row.hasEmbedding() ? rows.sessionVector(read.user(), read.session()) : null;
    KeptSession session =
        new KeptSession(
            row.session(),
            Math.max(row.lastSeq(), row.seqsGiven()),
            row.fingerprint(),
            row.hasEmbedding(),
            vector == null ? null : vector.embedding());
    return new KeptSession.Page(session, messages, next[0]);
  }
}
