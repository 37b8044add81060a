package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.VersionCondition;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.store.Purges;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories with deletions, of which compaction has removed every event that was erased: a
 * replay of what is left, with the stand-ins, must give the same data.
 */
final class ErasedReplayTest {
  private static final int EVENTS = 2_000;

  /** Which events are erased, and what stands in for some of them. */
  private static final class Erased implements Purges.Listener {
    private final Set<String> events = new HashSet<>();
    private final TreeMap<Long, Event> standIns = new TreeMap<>();

    @Override
    public void event(UserId user, long offset, TracedEvent event, boolean creator) {
      if (event.isOnLog()) {
        events.add(event.eventId());
      }
      if (event.hasStandIn()) {
        standIns.remove(offset);
      }
    }

    @Override
    public void userBegan(UserRow user, TracedEvent event) {
      if (event.isOnLog()) {
        events.add(event.eventId());
        standIns.put(user.createdOffset(), StandIn.ofUser(user, event.eventId()));
      }
    }

    @Override
    public void part(UserId user, String eventId) {
      events.add(eventId);
    }

    @Override
    public void session(UserId user, SessionId session) {}

    void follow(Step step, MapPartition partition) {
      for (Change change : step.changes()) {
        if (change instanceof Change.DropMessage(MessageRow row)) {
          SessionRow session =
              partition.rows().session(row.message().owner(), row.message().session());
          events.add(row.eventId());
          standIns.put(row.offset(), StandIn.ofMessage(row, session));
        }
        if (change instanceof Change.DropPanelMessage(PanelMessageRow row)) {
          events.add(row.eventId());
          standIns.put(row.offset(), StandIn.ofPanelMessage(row));
        }
        if (change instanceof Change.DropAuthored(AuthoredRow row)) {
          events.add(row.eventId());
        }
        if (change instanceof Change.EraseEvent(UserId _, String eventId)) {
          events.add(eventId);
        }
        if (change instanceof Change.PutTrace(Trace trace) && trace.standIn() != null) {
          standIns.put(trace.offset(), trace.standIn());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aReplayOfWhatIsLeftGivesTheSameData(long seed) {
    Random random = new Random(seed);
    Events events = new Events();
    MapPartition partition = new MapPartition();
    NaiveModel model = new NaiveModel();
    Erased erased = new Erased();
    partition.erased = erased;
    List<Event> log = new ArrayList<>();
    for (int offset = 0; offset < EVENTS; offset++) {
      Event event = Histories.next(random, events, partition.rows());
      log.add(event);
      model.apply(event);
      erased.follow(partition.apply(event), partition);
    }

    MapPartition replayed = new MapPartition();
    for (int offset = 0; offset < log.size(); offset++) {
      Event standIn = erased.standIns.get((long) offset);
      if (standIn != null) {
        replayed.apply(offset, standIn);
      }
      if (standIn == null && !erased.events.contains(log.get(offset).eventId())) {
        replayed.apply(offset, log.get(offset));
      }
    }
    model.assertSame(partition);
    model.assertSame(replayed);
    assertThat(erased.events).hasSizeGreaterThan(EVENTS / 20);
  }

  @Test
  void aDeletionThatAnEditRefusedIsNotCarriedOutWhenTheEditIsErased() {
    Events events = new Events();
    MapPartition partition = new MapPartition();
    Erased erased = new Erased();
    partition.erased = erased;
    List<Event> log =
        List.of(
            events.user("ann"),
            events.session("ann", "s", "web"),
            events.message("ann", "s", "m", Role.USER, "said", null, null),
            events.patchMessage("ann", "s", "m", "{\"content\":\"edited\"}", null),
            events.deleteMessage("ann", "s", "m", 1L),
            events
                .deleteMessage("ann", "s", "m", null)
                .onlyIf(VersionCondition.noneOf(List.of(2L))),
            events.deleteMessage("ann", "s", "m", null),
            events.user("ann")); // finishes what is to go
    log.forEach(event -> erased.follow(partition.apply(event), partition));
    MapPartition replayed = new MapPartition();
    for (int offset = 0; offset < log.size(); offset++) {
      Event standIn = erased.standIns.get((long) offset);
      if (standIn != null) {
        replayed.apply(offset, standIn);
      } else if (!erased.events.contains(log.get(offset).eventId())) {
        replayed.apply(offset, log.get(offset));
      }
    }
    for (long offset = 0; offset < log.size(); offset++) {
      assertThat(replayed.rows().rejection(offset))
          .as("offset %d", offset)
          .isEqualTo(partition.rows().rejection(offset));
    }
  }
}
