package io.chatlog.testkit.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.testkit.read.ModelPartition.Kept;
import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.value.MessageId;
import io.chatlog.view.DocumentPage;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.UserMessagePage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pages of messages, from lists that are filtered and sorted as a whole. */
final class ModelLists {
  private ModelLists() {}

  static UserMessagePage userMessages(Owner owner, Read.ListUserMessages read) {
    List<UserMessagePage.Placed> behind =
        owner.talks.values().stream()
            .filter(ModelAnswers::isLive)
            .flatMap(
                talk ->
                    talk.messages.stream()
                        .map(
                            m ->
                                new UserMessagePage.Placed(
                                    StreamPlace.at(talk.offsets.getOrDefault(m.id(), -1L)), m)))
            .filter(placed -> placed.place().isBehind(read.after()))
            .sorted(Comparator.comparingLong(placed -> placed.place().offset()))
            .toList();
    List<UserMessagePage.Placed> page = behind.subList(0, Math.min(read.limit(), behind.size()));
    StreamPlace place = page.isEmpty() ? read.after() : page.getLast().place();
    return new UserMessagePage(page, place, page.size() < behind.size());
  }

  static Lookup<MessagePage> messages(Lookup<Talk> lookup, MessageRange range) {
    return switch (lookup) {
      case Lookup.Missing<Talk>(ErrorCode code) -> new Lookup.Missing<>(code);
      case Lookup.Found<Talk>(Talk talk) -> {
        MessageId around = range.around();
        if (around == null) {
          yield new Lookup.Found<>(page(talk, range));
        }
        Message centre = talk.message(around);
        yield centre == null
            ? new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND)
            : new Lookup.Found<>(around(talk, range, centre));
      }
    };
  }

  /** The same with what tells the session from others of its id. */
  static Lookup<MessagePage> followed(Lookup<Talk> lookup, MessageRange range) {
    return switch (messages(lookup, range)) {
      case Lookup.Missing<MessagePage> missing -> missing;
      case Lookup.Found<MessagePage>(MessagePage page) ->
          new Lookup.Found<>(new MessagePage(page.items(), page.next(), life(lookup)));
    };
  }

  private static MessagePage.@Nullable Life life(Lookup<Talk> lookup) {
    return lookup instanceof Lookup.Found<Talk>(Talk talk)
        ? new MessagePage.Life(
            talk.messages.stream().mapToLong(Message::seq).max().orElse(0),
            talk.beganAnew,
            talk.beganAnew > 0)
        : null;
  }

  private static MessagePage page(Talk talk, MessageRange range) {
    Comparator<Message> order = Comparator.comparingLong(Message::seq);
    List<Message> matching =
        talk.messages.stream()
            .filter(message -> message.seq() > range.afterSeq())
            .filter(message -> message.seq() < range.beforeSeq())
            .filter(message -> matches(range, message))
            .sorted(range.newestFirst() ? order.reversed() : order)
            .skip(range.offset())
            .toList();
    List<Message> page = matching.subList(0, Math.min(range.limit(), matching.size()));
    return new MessagePage(page, page.size() == matching.size() ? null : lastSeq(page));
  }

  private static @Nullable Long lastSeq(List<Message> page) {
    return page.isEmpty() ? null : (Long) page.getLast().seq();
  }

  private static MessagePage around(Talk talk, MessageRange range, Message centre) {
    int at = talk.messages.indexOf(centre);
    List<Message> before =
        talk.messages.subList(0, at).stream().filter(m -> matches(range, m)).toList();
    List<Message> half =
        before.subList(Math.max(0, before.size() - range.limit() / 2), before.size());
    List<Message> page =
        Stream.concat(
                half.stream(),
                talk.messages.subList(at, talk.messages.size()).stream()
                    .filter(m -> matches(range, m))
                    .limit(range.limit() - half.size()))
            .toList();
    boolean more = !page.isEmpty() && page.getLast().seq() < talk.messages.size();
    return new MessagePage(page, more ? lastSeq(page) : null);
  }

  private static boolean matches(MessageRange range, Message message) {
    return range.admits(message.role(), message.timestampMicros());
  }

  /** Documents of a user, newest first. */
  static DocumentPage documents(Owner owner, Read.ListDocuments read) {
    return documents(
        owner.talks.values().stream()
            .filter(ModelAnswers::isLive)
            .filter(talk -> read.session() == null || read.session().equals(talk.session.id()))
            .flatMap(talk -> talk.documents.values().stream()),
        read.mimeType(),
        read.beforeOffset(),
        read.limit());
  }

  static DocumentPage documents(Collection<Kept> all, Read.ListSessionDocuments read) {
    return documents(all.stream(), read.mimeType(), read.beforeOffset(), read.limit());
  }

  private static DocumentPage documents(
      Stream<Kept> all, @Nullable String wanted, long beforeOffset, int limit) {
    List<Kept> kept =
        all.filter(one -> one.offset() < beforeOffset)
            .filter(
                one ->
                    wanted == null
                        || one.document().mimeType().equals(wanted)
                        || (wanted.endsWith("/*")
                            && one.document().mimeType().startsWith(wanted.replace("*", ""))))
            .sorted(Comparator.comparingLong(Kept::offset).reversed())
            .toList();
    List<Kept> page = kept.subList(0, Math.min(limit, kept.size()));
    return new DocumentPage(
        page.stream().map(Kept::document).toList(),
        page.size() < kept.size() ? page.getLast().offset() : null);
  }
}
