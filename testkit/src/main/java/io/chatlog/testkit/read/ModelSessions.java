package io.chatlog.testkit.read;

import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Read;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.TagPage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of sessions and of tags, from lists that are filtered and sorted as a whole. */
final class ModelSessions {
  private ModelSessions() {}

  static SessionPage page(ModelPartition partition, Collection<Owner> owners, SessionRange range) {
    SessionRange.From from = range.from();
    long asOf =
        from == null
            ? partition.appliedOffset
            : from.asOf().offset(partition.number).orElse(partition.appliedOffset);
    Positions positions =
        asOf < 0 ? Positions.NONE : Positions.of(new Position(partition.number, asOf));
    Comparator<SessionPlace> order = SessionPlace.order(range.descending());
    List<SessionPage.Item> matching =
        owners.stream()
            .flatMap(owner -> owner.talks.values().stream())
            .flatMap(talk -> stood(talk, asOf, range))
            .filter(item -> from == null || order.compare(item.place(), from.place()) > 0)
            .sorted(Comparator.comparing(SessionPage.Item::place, order))
            .skip(range.offset())
            .toList();
    List<SessionPage.Item> page = matching.subList(0, Math.min(range.limit(), matching.size()));
    SessionPlace next = page.size() == matching.size() ? null : page.getLast().place();
    return new SessionPage(page, positions, next, false);
  }

  private static Stream<SessionPage.Item> stood(Talk talk, long asOf, SessionRange range) {
    Map.Entry<Long, Long> activity = talk.activity.floorEntry(asOf);
    if (activity == null || !range.filter().admits(talk.session)) {
      return Stream.of();
    }
    long then = range.sort().moves() ? activity.getValue() : talk.session.lastActivityMicros();
    return range.filter().admits(then)
        ? Stream.of(new SessionPage.Item(talk.session, place(talk, asOf, then, range.sort())))
        : Stream.of();
  }

  private static SessionPlace place(Talk talk, long asOf, long activity, SessionSort sort) {
    return switch (sort) {
      case LAST_ACTIVITY -> SessionPlace.at(activity, talk.session);
      case MESSAGE_COUNT ->
          SessionPlace.at(
              talk.session.messageCount()
                  - talk.offsets.values().stream().filter(offset -> offset > asOf).count(),
              talk.session);
      case CREATED_AT, TITLE -> SessionPlace.of(sort, talk.session);
    };
  }

  static TagPage tags(Owner owner, Read.ListTags list) {
    TagPage.@Nullable Tag after = list.after();
    Map<String, Long> sessions = new TreeMap<>();
    for (Talk talk : owner.talks.values()) {
      if (talk.session.status() != SessionStatus.DELETED) {
        talk.session.tags().stream().distinct().forEach(tag -> sessions.merge(tag, 1L, Long::sum));
      }
    }
    List<TagPage.Tag> tags =
        sessions.entrySet().stream()
            .map(entry -> new TagPage.Tag(entry.getKey(), entry.getValue()))
            .filter(tag -> after == null || TagPage.Tag.ORDER.compare(tag, after) > 0)
            .sorted(TagPage.Tag.ORDER)
            .toList();
    return tags.size() > list.limit()
        ? new TagPage(tags.subList(0, list.limit()), true)
        : new TagPage(tags, false);
  }
}
