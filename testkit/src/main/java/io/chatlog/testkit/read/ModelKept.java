package io.chatlog.testkit.read;

import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.value.UserId;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Read;
import java.util.List;

/** What exports and backups ask of the model. Its fingerprints are all 0. */
final class ModelKept {
  private ModelKept() {}

  static KeptUser user(ModelPartition partition, Owner owner) {
    return new KeptUser(owner.user, partition.passwords.get(owner.user.id()), 0);
  }

  static KeptUser.Page users(ModelPartition partition, Read.ListKeptUsers read) {
    UserId after = read.after();
    List<KeptUser> users =
        partition.owners.values().stream()
            .sorted((a, b) -> ModelAnswers.compareUtf8(a.user.id(), b.user.id()))
            .filter(owner -> after == null || ModelAnswers.compareUtf8(owner.user.id(), after) > 0)
            .map(owner -> user(partition, owner))
            .toList();
    return users.size() > read.limit()
        ? new KeptUser.Page(users.subList(0, read.limit()), true)
        : new KeptUser.Page(users, false);
  }

  static BegunSessions begun(Owner owner, Read.ListBegunSessions read) {
    BegunSessions.Place after = read.after();
    List<BegunSessions.Place> places =
        owner.talks.values().stream()
            .map(talk -> talk.session)
            .map(session -> new BegunSessions.Place(session.createdAtMicros(), session.id()))
            .filter(place -> after == null || BegunSessions.ORDER.compare(place, after) > 0)
            .sorted(BegunSessions.ORDER)
            .toList();
    return places.size() > read.limit()
        ? new BegunSessions(places.subList(0, read.limit()), true)
        : new BegunSessions(places, false);
  }

  static KeptSession.Page session(Talk talk, Read.GetKeptSession read) {
    List<KeptMessage> messages =
        talk.messages.stream()
            .filter(message -> message.seq() > read.afterSeq())
            .map(message -> new KeptMessage(message, 0, talk.embeddings.get(message.id())))
            .toList();
    boolean more = messages.size() > read.limit();
    List<KeptMessage> shown = more ? messages.subList(0, read.limit()) : messages;
    return new KeptSession.Page(
        new KeptSession(talk.session, talk.messages.size(), 0),
        shown,
        more ? (Long) shown.getLast().message().seq() : null);
  }
}
