package io.chatlog.processor.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.value.Positions;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import io.chatlog.view.Credential;
import io.chatlog.view.DailyRange;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SystemStats;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends each kind of read to the code that answers it. */
final class ReadSwitch {
  private ReadSwitch() {}

  /**
   * Answers a read.
   *
   * @param appliedOffset how far the partition is at least
   */
  @SuppressWarnings("unchecked") // each kind of read names the type of its answer
  static <R> R answer(PartitionHandle handle, int partition, long appliedOffset, Read<R> read) {
    Rows rows = new Rows(handle);
    return (R)
        switch (read) {
          case Read.GetUser(UserId user) -> ofUser(rows, user, UserRow::user);
          case Read.GetSession(UserId user, SessionId session) ->
              ofSession(rows, user, session, SessionRow::session);
          case Read.GetSessionStats(UserId user, SessionId session) ->
              ofSession(rows, user, session, SessionRow::stats);
          case Read.GetUserStats(UserId user) ->
              ofCounted(rows, user, stats -> UserLists.stats(handle, user, stats));
          case Read.ListSessions list ->
              ofCounted(
                  rows,
                  list.user(),
                  stats -> sessions(handle, rows, partition, appliedOffset, list, stats));
          case Read.ListAllSessions(SessionRange range) ->
              new IndexedSessions(handle, rows, partition, null, range).page();
          case Read.ListTags list ->
              ofUser(rows, list.user(), row -> IndexedSessions.tags(handle, list));
          case Read.ListMessages list ->
              MessageLists.page(handle, rows, list.user(), list.session(), list.range());
          case Read.FollowMessages follow -> MessageLists.followed(handle, rows, follow);
          case Read.ListUserMessages list ->
              ofUser(rows, list.user(), row -> UserMessages.page(handle, rows, list));
          // only the owner's memory knows more
          case Read.GetChanges _ -> Changes.ofAnyone(rows.partition().appliedOffset());
          case Read.GetMessage get -> MessageLists.message(rows, get);
          case Read.GetContext get -> ContextLists.context(rows, get.user(), get.context());
          case Read.ListContexts list -> ContextLists.page(handle, rows, list);
          case Read.GetDocument get -> DocumentLists.document(rows, get);
          case Read.GetDocumentPart get -> DocumentLists.part(rows, get);
          case Read.ListDocuments list ->
              ofUser(rows, list.user(), row -> DocumentLists.page(handle, rows, list));
          case Read.ListSessionDocuments list ->
              ofSession(
                  rows, list.user(), list.session(), row -> DocumentLists.page(handle, rows, list));
          case Read.SearchUser search ->
              ofUser(
                  rows,
                  search.user(),
                  row ->
                      Searches.ofUser(
                          handle.index(), rows, search, reflects(partition, appliedOffset)));
          case Read.SimilarUser search ->
              ofUser(
                  rows,
                  search.user(),
                  row ->
                      Searches.ofUser(
                          handle.index(), rows, search, reflects(partition, appliedOffset)));
          case Read.SimilarAll search ->
              Searches.ofAll(handle.index(), rows, search, reflects(partition, appliedOffset));
          case Read.GetOutcomes outcomes -> Outcomes.answer(rows, outcomes);
          case Read.GetEmailClaims claims -> EmailLists.claims(rows, claims.emails());
          case Read.GetEmailVoids voids -> EmailLists.voids(rows, voids.uses());
          case Read.GetCredential(UserId user) ->
              ofUser(
                  rows, user, row -> new Credential(user, row.user().email(), row.passwordHash()));
          case Read.GetStoreFigures _ -> handle.figures();
          case Read.RunUpkeep run ->
              throw new IllegalStateException(run.task() + " is done beside the reads");
          case Read.OfPanels<?> panels -> PanelLists.answer(handle, rows.panels(), panels);
          case Read.OfBackup<?> backup -> BackupLists.answer(handle, rows, backup);
          case Read.GetKeptUser(UserId user) -> ofUser(rows, user, KeptLists::user);
          case Read.ListKeptUsers list -> KeptLists.users(handle, list);
          case Read.ListBegunSessions list ->
              ofUser(rows, list.user(), row -> KeptLists.begun(handle, rows, list));
          case Read.GetKeptSession get -> KeptLists.session(handle, rows, get);
          case Read.CountHeld count -> Scans.held(handle, count.user(), count.session());
          case Read.GetReceipt receipt -> Outcomes.receipt(rows, receipt.offset());
          case Read.ListUsers list -> UserLists.page(handle, list);
          case Read.GetSystemStats() -> systemStats(handle, rows.partition());
          case Read.GetDailyStats(DailyRange range) -> DailyLists.all(handle, range);
          case Read.GetUserDailyStats(UserId user, DailyRange range) ->
              ofUser(rows, user, row -> DailyLists.ofUser(handle, rows, user, range));
          case Read.GetTermStatistics statistics ->
              handle.index().termStatistics(statistics.text());
          case Read.SearchAll search ->
              Searches.ofAll(handle.index(), rows, search, reflects(partition, appliedOffset));
        };
  }

  private static Positions reflects(int partition, long appliedOffset) {
    return new Positions(new TreeMap<>(Map.of(partition, appliedOffset)));
  }

  private static SessionPage sessions(
      PartitionHandle handle,
      Rows rows,
      int partition,
      long appliedOffset,
      Read.ListSessions list,
      UserStatsRow stats) {
    return SessionWalk.suits(list.range())
        ? new SessionWalk(
                handle,
                rows,
                partition,
                appliedOffset,
                list.user(),
                stats.totalSessions(),
                list.range())
            .page()
        : new IndexedSessions(handle, rows, partition, list.user(), list.range()).page();
  }

  private static SystemStats systemStats(PartitionHandle handle, PartitionRow totals) {
    return new SystemStats(
        totals.users(), totals.sessions(), totals.messages(), handle.storageBytes());
  }

  /** What a function makes of a user, or that there is none. */
  static <T> Lookup<T> ofUser(Rows rows, UserId user, Function<UserRow, T> then) {
    UserRow row = rows.user(user);
    return row == null
        ? new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND)
        : new Lookup.Found<>(then.apply(row));
  }

  /** The same of its statistics, which every user has: they are looked up in place of the user. */
  private static <T> Lookup<T> ofCounted(Rows rows, UserId user, Function<UserStatsRow, T> then) {
    UserStatsRow stats = rows.userStatsIfAny(user);
    return stats == null
        ? new Lookup.Missing<>(ErrorCode.USER_NOT_FOUND)
        : new Lookup.Found<>(then.apply(stats));
  }

  /** What a function makes of a session, or which part of its address does not exist. */
  static <T> Lookup<T> ofSession(
      Rows rows, UserId user, SessionId session, Function<SessionRow, T> then) {
    SessionRow row = rows.session(user, session);
    return row == null || row.staged()
        ? missingSession(() -> rows.user(user) != null)
        : new Lookup.Found<>(then.apply(row));
  }

  private static <T> Lookup<T> missingSession(Supplier<Boolean> userExists) {
    return new Lookup.Missing<>(
        userExists.get() ? ErrorCode.SESSION_NOT_FOUND : ErrorCode.USER_NOT_FOUND);
  }
}
