package io.chatlog.processor.search;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What messages of a partition said before they were edited, for pages of walks that began before
 * that. In memory only, the latest edits, for a while: a walk that asks for older ones meets
 * messages as they are now.
 *
 * <p>Thread-safe. An edit must be remembered before it is indexed, and a view be taken before it is
 * asked what was edited: then the view shows no edit that is not told, of those remembered.
 */
final class EditedMessages {
  static final int TEXTS_MAX = 2_048;

  /** Bytes of memory of all of them, about. */
  static final int BYTES_MAX = 4 << 20;

  static final Duration AGE_MAX = Duration.ofMinutes(15);

  /** No edit was remembered yet. */
  private static final long NONE = -1;

  /** What a row takes beside its contents, about. */
  private static final int ROW_BYTES = 512;

  private final LongSupplier nanoTime;
  private final Deque<Before> befores = new ArrayDeque<>();
  private long bytes;
  private volatile long last = NONE;

  EditedMessages(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A message as it was.
   *
   * @param until the log offset of the edit
   */
  private record Before(MessageRow row, long until, long nanos) {
    long bytes() {
      Message message = row.message();
      long vector = row.embedding() == null ? 0 : (long) row.embedding().dimensions() * Float.BYTES;
      long chars = (long) message.content().length() + message.metadataJson().length();
      return ROW_BYTES + Character.BYTES * chars + vector;
    }

    boolean isOf(UserId user) {
      return row.message().owner().equals(user);
    }
  }

  /**
   * Remembers a message.
   *
   * @param row as it is found until then
   * @param until the log offset of the edit, behind those of all before
   */
  synchronized void add(MessageRow row, long until) {
    last = until;
    Before before = new Before(row, until, nanoTime.getAsLong());
    befores.addLast(before);
    bytes += before.bytes();
    expire();
  }

  /** Forgets what is too old or too much. */
  synchronized void expire() {
    long now = befores.isEmpty() ? 0 : nanoTime.getAsLong();
    while (!befores.isEmpty()
        && (befores.size() > TEXTS_MAX
            || bytes > BYTES_MAX
            || now - befores.getFirst().nanos() > AGE_MAX.toNanos())) {
      bytes -= befores.removeFirst().bytes();
    }
  }

  /** The offset of the last edit, remembered or not; -1 before the first. */
  long last() {
    return last;
  }

  /**
   * The messages that were there at an offset and were edited behind it, each as it was then.
   *
   * @param user only messages of this user; null for all users
   */
  List<MessageRow> asOf(long offset, @Nullable UserId user) {
    return last <= offset ? List.of() : remembered(offset, user);
  }

  private synchronized List<MessageRow> remembered(long offset, @Nullable UserId user) {
    expire();
    List<MessageRow> rows = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (Before before : befores) {
      if (before.until() > offset
          && before.row().offset() <= offset
          && (user == null || before.isOf(user))
          && known.add(before.row().offset())) {
        rows.add(before.row());
      }
    }
    return rows;
  }

  /** Forgets messages. */
  synchronized void forget(Predicate<Message> which) {
    if (befores.removeIf(before -> which.test(before.row().message()))) {
      bytes = befores.stream().mapToLong(Before::bytes).sum();
    }
  }

  /** Has the messages of a session found by its channel, source and status of now. */
  synchronized void follow(Session session) {
    if (befores.isEmpty()) {
      return;
    }
    List<Before> all = List.copyOf(befores);
    befores.clear();
    for (Before before : all) {
      Message message = before.row().message();
      boolean its =
          message.session().equals(session.id()) && message.owner().equals(session.owner());
      befores.addLast(
          its ? new Before(before.row().shownIn(session), before.until(), before.nanos()) : before);
    }
  }
}
