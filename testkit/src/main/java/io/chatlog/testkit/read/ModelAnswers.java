package io.chatlog.testkit.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.testkit.read.ModelPartition.Kept;
import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import io.chatlog.view.Credential;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.Held;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Read;
import io.chatlog.view.Receipt;
import io.chatlog.view.StoreFigures;
import io.chatlog.view.SystemStats;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.User;
import io.chatlog.view.UserPage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a partition of the model answers: each read as its own documentation says, by brute force.
 */
final class ModelAnswers {
  private ModelAnswers() {}

  @SuppressWarnings("unchecked") // each case answers with the type that its read names
  static <R> R answer(ModelPartition partition, Read<R> read) {
    Object answer =
        switch (read) {
          case Read.GetUser r -> ofUser(partition, r.user(), owner -> owner.user);
          case Read.GetSession r -> ofTalk(partition, r.user(), r.session(), talk -> talk.session);
          case Read.ListSessions r ->
              ofUser(
                  partition,
                  r.user(),
                  owner -> ModelSessions.page(partition, List.of(owner), r.range()));
          case Read.ListAllSessions r ->
              ModelSessions.page(partition, partition.owners.values(), r.range());
          case Read.ListTags r ->
              ofUser(partition, r.user(), owner -> ModelSessions.tags(owner, r));
          case Read.ListMessages r ->
              ModelLists.messages(talk(partition, r.user(), r.session()), r.range());
          case Read.FollowMessages r ->
              ModelLists.followed(
                  talk(partition, r.user(), r.session()),
                  MessageRange.after(r.afterSeq(), r.limit()));
          case Read.ListUserMessages r ->
              ofUser(partition, r.user(), owner -> ModelLists.userMessages(owner, r));
          case Read.GetChanges r ->
              new Changes(
                  partition.appliedOffset,
                  false,
                  partition.changed.tailMap(r.afterOffset(), false).values().stream()
                      .map(Changes::hash)
                      .distinct()
                      .toList());
          case Read.GetMessage r -> message(partition, r);
          case Read.GetContext r -> ModelContexts.context(partition, r);
          case Read.ListContexts r -> ModelContexts.page(partition, r);
          case Read.GetDocument r ->
              ofKept(partition, r.user(), r.session(), r.document(), Kept::document);
          case Read.GetDocumentPart r ->
              ofKept(
                  partition,
                  r.user(),
                  r.session(),
                  r.document(),
                  kept -> new DocumentPart(kept.document(), kept.content(), -1));
          case Read.ListDocuments r ->
              ofUser(partition, r.user(), owner -> ModelLists.documents(owner, r));
          case Read.ListSessionDocuments r ->
              ofTalk(
                  partition,
                  r.user(),
                  r.session(),
                  talk -> ModelLists.documents(talk.documents.values(), r));
          case Read.GetSessionStats r ->
              ofTalk(partition, r.user(), r.session(), ModelStats::ofTalk);
          case Read.GetUserStats r -> ofUser(partition, r.user(), ModelStats::ofUser);
          case Read.SearchUser r ->
              ofUser(partition, r.user(), owner -> ModelSearch.ofUser(partition, owner, r));
          case Read.SimilarUser r ->
              ofUser(
                  partition,
                  r.user(),
                  owner -> ModelSearch.similar(partition, List.of(owner), r.search(), true));
          case Read.SimilarAll r ->
              ModelSearch.similar(partition, partition.owners.values(), r.search(), false);
          case Read.GetOutcomes r ->
              r.questions().stream().map(question -> outcome(partition, question, r)).toList();
          case Read.GetEmailClaims r -> ModelAnswers.claims(partition, r.emails());
          case Read.GetEmailVoids r -> r.uses().stream().map(_ -> -1L).toList();
          case Read.GetCredential r ->
              ofUser(
                  partition,
                  r.user(),
                  owner ->
                      new Credential(
                          r.user(), owner.user.email(), partition.passwords.get(r.user())));
          case Read.GetStoreFigures _ ->
              new StoreFigures(
                  0,
                  List.of(new StoreFigures.Kind("user", 1, false, 10)),
                  10,
                  0,
                  0,
                  0,
                  null,
                  1,
                  new StoreFigures.Memory(0, 0, 0, 0),
                  List.of(new StoreFigures.Reads("get_user", 1)));
          case Read.RunUpkeep _ ->
              new UpkeepReport(UpkeepReport.State.DONE, "end", 1, 1, List.of(), null, null);
          case Read.OfPanels<?> r -> partition.panels.answer(r);
          case Read.OfBackup<?> r -> ModelBackup.answer(partition, r);
          case Read.CountHeld r -> held(partition, r);
          case Read.GetKeptUser r ->
              ofUser(partition, r.user(), owner -> ModelKept.user(partition, owner));
          case Read.ListKeptUsers r -> ModelKept.users(partition, r);
          case Read.ListBegunSessions r ->
              ofUser(partition, r.user(), owner -> ModelKept.begun(owner, r));
          case Read.GetKeptSession r ->
              ofTalk(partition, r.user(), r.session(), talk -> ModelKept.session(talk, r));
          case Read.GetReceipt r -> receipt(partition, r.offset());
          case Read.ListUsers r -> users(partition, r);
          case Read.GetSystemStats _ ->
              partition.owners.values().stream()
                  .map(ModelStats::system)
                  .reduce(SystemStats.EMPTY, SystemStats::plus);
          case Read.GetDailyStats r -> ModelStats.daily(partition.owners.values(), r.range());
          case Read.GetUserDailyStats r ->
              ofUser(partition, r.user(), owner -> ModelStats.daily(List.of(owner), r.range()));
          case Read.GetTermStatistics r -> ModelSearch.terms(partition, r.text());
          case Read.SearchAll r ->
              ModelSearch.page(
                  partition,
                  partition.owners.values(),
                  r.query(),
                  Objects.requireNonNull(r.collection()),
                  false);
        };
    return (R) answer;
  }

  /** Every address is claimed by the user that has it; all of them in one partition. */
  private static Held held(ModelPartition partition, Read.CountHeld read) {
    ModelPartition.Owner owner = partition.owners.get(read.user());
    ModelPartition.Talk talk = owner == null ? null : owner.talks.get(read.session());
    if (owner == null || talk == null) {
      return Held.NOTHING;
    }
    return new Held(
        talk.documents.size(),
        talk.documents.values().stream().mapToLong(kept -> kept.document().size()).sum(),
        owner.contexts.values().stream()
            .filter(context -> read.session().equals(context.session()))
            .count());
  }

  private static List<EmailClaim> claims(ModelPartition partition, List<UserId> emails) {
    return partition.claims.stream().filter(claim -> emails.contains(claim.email())).toList();
  }

  private static <T> Lookup<T> ofUser(
      ModelPartition partition, UserId user, Function<Owner, T> found) {
    Owner owner = partition.owners.get(user);
    return owner == null
        ? new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND)
        : new Lookup.Found<>(found.apply(owner));
  }

  private static Lookup<Talk> talk(ModelPartition partition, UserId user, SessionId session) {
    Owner owner = partition.owners.get(user);
    if (owner == null) {
      return new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND);
    }
    Talk talk = owner.talks.get(session);
    return talk == null
        ? new Lookup.Missing<>(ErrorCode.SESSION_NOT_FOUND)
        : new Lookup.Found<>(talk);
  }

  private static <T> Lookup<T> ofTalk(
      ModelPartition partition, UserId user, SessionId session, Function<Talk, T> found) {
    return switch (talk(partition, user, session)) {
      case Lookup.Found<Talk>(Talk talk) -> new Lookup.Found<>(found.apply(talk));
      case Lookup.Missing<Talk>(ErrorCode code) -> new Lookup.Missing<>(code);
    };
  }

  private static Lookup<io.chatlog.view.Message> message(
      ModelPartition partition, Read.GetMessage read) {
    return switch (talk(partition, read.user(), read.session())) {
      case Lookup.Missing<Talk>(ErrorCode code) -> new Lookup.Missing<>(code);
      case Lookup.Found<Talk>(Talk talk) -> {
        var message = talk.message(read.message());
        yield message == null
            ? new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND)
            : new Lookup.Found<>(message);
      }
    };
  }

  private static <T> Lookup<T> ofKept(
      ModelPartition partition,
      UserId user,
      SessionId session,
      DocumentId document,
      Function<Kept, T> found) {
    return switch (talk(partition, user, session)) {
      case Lookup.Missing<Talk>(ErrorCode code) -> new Lookup.Missing<>(code);
      case Lookup.Found<Talk>(Talk talk) -> {
        Kept kept = talk.documents.get(document);
        yield kept == null
            ? new Lookup.Missing<>(ErrorCode.DOCUMENT_NOT_FOUND)
            : new Lookup.Found<>(found.apply(kept));
      }
    };
  }

  private static Outcome outcome(
      ModelPartition partition, OutcomeQuestion question, Read.GetOutcomes read) {
    Outcome.Refused refused = partition.refused.get(question.offset());
    if (refused != null) {
      return refused;
    }
    Outcome.Applied applied = partition.applied.get(question.offset());
    return applied != null && read.withEntities() ? applied : new Outcome.Applied(false, 0, null);
  }

  private static Receipt receipt(ModelPartition partition, long offset) {
    if (offset > partition.appliedOffset) {
      return new Receipt.Pending();
    }
    Outcome.Refused refused = partition.refused.get(offset);
    return refused == null
        ? new Receipt.Applied()
        : new Receipt.Rejected(refused.code(), refused.detail(), partition.refusedTo.get(offset));
  }

  private static UserPage users(ModelPartition partition, Read.ListUsers read) {
    UserId after = read.after();
    List<User> users =
        partition.owners.values().stream()
            .map(owner -> owner.user)
            .filter(user -> user.id().value().startsWith(read.prefix()))
            .filter(user -> after == null || compareUtf8(user.id(), after) > 0)
            .sorted(Comparator.comparing(User::id, ModelAnswers::compareUtf8))
            .toList();
    return users.size() > read.limit()
        ? new UserPage(users.subList(0, read.limit()), true)
        : new UserPage(users, false);
  }

  static int compareUtf8(UserId a, UserId b) {
    return compareUtf8(a.value(), b.value());
  }

  static int compareUtf8(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  static boolean isLive(Talk talk) {
    return talk.session.status() != SessionStatus.DELETED;
  }
}
