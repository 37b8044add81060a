package io.chatlog.processor.fold;

import io.chatlog.value.UserId;
import io.chatlog.view.RoleCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one event while they are made: rows that several parts of a decision change are
 * held here and written once. Discarded when the event is refused. Not thread-safe.
 */
final class Draft {
  private final State state;
  private final long offset;
  private final UserId owner;
  private final List<Change> changes = new ArrayList<>(8);
  private final List<Fact> facts = new ArrayList<>(3);
  private final Map<String, Long> channelSessions = new LinkedHashMap<>(2);
  private @Nullable UserStatsRow userStats;
  private PartitionRow partition;

  Draft(State state, long offset, UserId owner) {
    this.state = state;
    this.offset = offset;
    this.owner = owner;
    this.partition = state.partition().at(offset);
  }

  State state() {
    return state;
  }

  long offset() {
    return offset;
  }

  /** The partition as a refused or repeated event leaves it. */
  PartitionRow unchangedPartition() {
    return state.partition().at(offset);
  }

  void put(UserRow row, boolean created) {
    changes.add(new Change.PutUser(row));
    facts.add(new Fact.UserIs(row.user(), created));
    if (created) {
      partition = partition.plus(1, 0, 0);
      // a stats row exists for every user, so that downstream learns of users without sessions
      userStats = userStats();
    }
  }

  /** A session as it is now; not a fact of its own when only a message changed it. */
  void put(SessionRow row, @Nullable SessionRow before) {
    changes.add(new Change.PutSession(row, before));
  }

  void tell(Fact fact) {
    facts.add(fact);
  }

  void put(MessageRow row) {
    changes.add(new Change.PutMessage(row));
    facts.add(new Fact.MessageIs(row.message()));
    userStats =
        userStats().plusMessages(row.message().role(), 1).activeAt(row.message().timestampMicros());
    partition = partition.plus(0, 0, 1);
  }

  /** A session begins to count, or is restored: with all that it holds. */
  void count(SessionRow row) {
    countSession(row, 1);
    userStats = userStats().activeAt(row.session().createdAtMicros());
  }

  /** A session no longer counts. */
  void discount(SessionRow row) {
    countSession(row, -1);
  }

  private void countSession(SessionRow row, long factor) {
    RoleCounts messages = row.stats().messages();
    userStats = userStats().plusSessions(factor).plusMessages(messages, factor);
    partition = partition.plus(0, factor, factor * messages.total());
    String channel = row.session().channel();
    Long known = channelSessions.get(channel);
    long before = known == null ? state.channelSessions(owner, channel) : known;
    channelSessions.put(channel, before + factor);
  }

  private UserStatsRow userStats() {
    return userStats == null ? state.userStats(owner) : userStats;
  }

  Decision accepted() {
    return new Decision.Accepted(facts);
  }

  List<Change> changes() {
    if (userStats != null) {
      changes.add(new Change.PutUserStats(owner, userStats));
    }
    channelSessions.forEach(
        (channel, sessions) ->
            changes.add(new Change.PutChannelSessions(owner, channel, sessions)));
    changes.add(new Change.PutPartition(partition));
    return changes;
  }
}
