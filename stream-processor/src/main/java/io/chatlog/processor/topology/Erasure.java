package io.chatlog.processor.topology;

import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.StandIn;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.store.Purges;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Erases events from the topics: a tombstone for each record that held them, so that compaction
 * removes it. It is written in the transaction of the step that erases.
 *
 * <p>An event that later ones build on (a message has a seq, and may have brought its session or
 * user into being) leaves a stand-in without text in {@code chatlog.erased}, so that a replay of
 * the log numbers and counts what follows as before.
 */
final class Erasure implements Purges.Listener {
  private final ProcessorContext<byte[], byte[]> context;
  private final Records records;
  private long timestampMillis;

  Erasure(ProcessorContext<byte[], byte[]> context, Records records) {
    this.context = context;
    this.records = records;
  }

  /** The time that records bear from now on. */
  void at(long millis) {
    timestampMillis = Math.max(0, millis);
  }

  @Override
  public void event(UserId user, long offset, TracedEvent event, boolean creator) {
    if (event.hasStandIn()) {
      send(Names.ERASED, erasedKey(user, offset), null);
    }
    if (event.isOnLog()) {
      erase(user, event.eventId(), event.isRejected(), creator);
    }
  }

  /** An event of which nothing was derived. */
  void eventOnly(UserId owner, String eventId) {
    send(Names.ERASE, owner.value() + Event.KEY_SEPARATOR + eventId, null);
  }

  private void erase(UserId user, String eventId, boolean rejected, boolean creator) {
    send(Names.ERASE, user.value() + Event.KEY_SEPARATOR + eventId, null);
    if (rejected) {
      send(Names.REJECTIONS, Derived.eventKey(user, eventId, 0), null);
      return;
    }
    for (int fact = 0; fact < (creator ? Derived.FACTS_MAX : 1); fact++) {
      send(Names.FEED, Derived.eventKey(user, eventId, fact), null);
    }
  }

  @Override
  public void userBegan(UserRow user, TracedEvent event) {
    UserId id = user.user().id();
    if (!event.isOnLog()) {
      return; // its stand-in says as much
    }
    erase(id, event.eventId(), false, true);
    standIn(StandIn.ofUser(user, event.eventId()), user.createdOffset());
  }

  @Override
  public void part(UserId user, String eventId) {
    eventOnly(user, eventId);
  }

  @Override
  public void session(UserId user, SessionId session) {
    send(Names.SESSIONS, user.value() + Event.KEY_SEPARATOR + session.value(), null);
  }

  /** A user is gone. */
  void user(UserId user) {
    send(Names.USER_STATS, user.value(), null);
  }

  /**
   * A message is gone.
   *
   * @param session its session
   */
  void message(MessageRow row, @Nullable SessionRow session) {
    erase(row.message().owner(), row.eventId(), false, StandIn.isCreator(row, session));
    standIn(StandIn.ofMessage(row, session), row.offset());
  }

  /** A message of a panel is gone. */
  void panelMessage(PanelMessageRow row) {
    erase(OwnerIds.of(row.message().panel()), row.eventId(), false, false);
    standIn(StandIn.ofPanelMessage(row), row.offset());
  }

  /** An event that did nothing is to go. */
  void authored(AuthoredRow row) {
    erase(row.owner(), row.eventId(), row.rejected(), false);
  }

  /** A replay is to fold an event in the place of the one at an offset. */
  void standIn(Event event, long offset) {
    send(
        Names.ERASED,
        erasedKey(event.owner(), offset),
        records.erased().encode(EventAvro.toAvro(event)));
  }

  private static String erasedKey(UserId user, long offset) {
    return user.value() + Event.KEY_SEPARATOR + offset;
  }

  private void send(String sink, String key, byte @Nullable [] value) {
    context.forward(
        new Record<>(key.getBytes(StandardCharsets.UTF_8), value, timestampMillis), sink);
  }
}
