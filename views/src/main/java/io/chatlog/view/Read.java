package io.chatlog.view;

import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question to the state. A read of one user goes to the partition that holds the user; a read
 * of one partition names it; a read of all goes to every partition, and its parts are merged.
 *
 * @param <R> the type of the answer
 */
public sealed interface Read<R> {
  /** A read that one user's partition answers. */
  sealed interface OfUser<R> extends Read<R> {
    /** The user. */
    UserId user();
  }

  /** A read that a named partition answers. */
  sealed interface OfPartition<R> extends Read<R> {
    /** The partition. */
    int partition();
  }

  /** A read that every partition answers a part of. */
  sealed interface OfAll<R> extends Read<R> {
    /** The whole answer, given the parts of at least one partition, in any order. */
    R merge(List<R> parts);

    /** Whether a node that owns all partitions does better to look at them together. */
    default boolean isBetterJoint() {
      return false;
    }
  }

  /** The user itself. */
  record GetUser(UserId user) implements OfUser<Lookup<User>> {}

  /** What a user proves itself with; for the one place that makes tokens. */
  record GetCredential(UserId user) implements OfUser<Lookup<Credential>> {}

  /** A session. */
  record GetSession(UserId user, SessionId session) implements OfUser<Lookup<Session>> {}

  /** Sessions of a user. */
  record ListSessions(UserId user, SessionRange range) implements OfUser<Lookup<SessionPage>> {}

  /**
   * The tags of a user's sessions.
   *
   * @param after only tags behind this one, or null
   * @param limit the most tags; {@value TagPage#LIMIT_MAX} where it is beyond that
   */
  record ListTags(UserId user, TagPage.@Nullable Tag after, int limit)
      implements OfUser<Lookup<TagPage>> {}

  /** Messages of a session, by seq. */
  record ListMessages(UserId user, SessionId session, MessageRange range)
      implements OfUser<Lookup<MessagePage>> {}

  /**
   * Messages of all sessions of a user, in the order of the log; those of soft-deleted sessions and
   * those that are no longer there are passed over.
   *
   * @param after only messages behind this place
   * @param limit the most messages of a page, 1..{@value MessageRange#LIMIT_MAX}
   */
  record ListUserMessages(UserId user, StreamPlace after, int limit)
      implements OfUser<Lookup<UserMessagePage>> {
    public ListUserMessages {
      if (limit < 1 || limit > MessageRange.LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /**
   * The messages of a session behind a seq, for those who follow it: a page is also short when its
   * messages are long, so that many can be held at once.
   *
   * @param limit the most messages of a page, 1..{@value MessageRange#LIMIT_MAX}
   */
  record FollowMessages(UserId user, SessionId session, long afterSeq, int limit)
      implements OfUser<Lookup<MessagePage>> {
    public FollowMessages {
      if (limit < 1 || limit > MessageRange.LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /** A message. */
  record GetMessage(UserId user, SessionId session, MessageId message)
      implements OfUser<Lookup<Message>> {}

  /** A saved context; one of a soft-deleted session is not there. */
  record GetContext(UserId user, ContextId context) implements OfUser<Lookup<SavedContext>> {}

  /**
   * Saved contexts of a user, those saved last first; those of soft-deleted sessions are passed
   * over.
   *
   * @param session only those of this session, which must be there; null for all
   * @param before only those behind this place, as a page named it; null for the first page
   * @param limit the most contexts of a page, 1..{@value ContextPage#LIMIT_MAX}
   */
  record ListContexts(UserId user, @Nullable SessionId session, @Nullable Long before, int limit)
      implements OfUser<Lookup<ContextPage>> {
    public ListContexts {
      if (limit < 1 || limit > ContextPage.LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /** A document, without its content. */
  record GetDocument(UserId user, SessionId session, DocumentId document)
      implements OfUser<Lookup<Document>> {}

  /**
   * A part of a document's content. Parts are small enough for one answer.
   *
   * @param part the number of the part: 0, then what {@link DocumentPart#next} says
   */
  record GetDocumentPart(UserId user, SessionId session, DocumentId document, int part)
      implements OfUser<Lookup<DocumentPart>> {}

  /**
   * Documents of a user, newest first; those of soft-deleted sessions are passed over.
   *
   * @param session only documents of this session, or null for all
   * @param mimeType only documents of this media type, in lower case; all of a kind as in {@code
   *     text/*}; null for all
   * @param beforeOffset only documents that an earlier event of the partition brought
   * @param limit the most documents of a page, 1..{@value #LIMIT_MAX}
   */
  record ListDocuments(
      UserId user,
      @Nullable SessionId session,
      @Nullable String mimeType,
      long beforeOffset,
      int limit)
      implements OfUser<Lookup<DocumentPage>> {
    /** The largest page. */
    public static final int LIMIT_MAX = 1_000;

    public ListDocuments {
      if (limit < 1 || limit > LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /**
   * Documents of a session, newest first, also of a soft-deleted one, which must be there. The
   * parameters are those of {@link ListDocuments}.
   */
  record ListSessionDocuments(
      UserId user, SessionId session, @Nullable String mimeType, long beforeOffset, int limit)
      implements OfUser<Lookup<DocumentPage>> {
    public ListSessionDocuments {
      if (limit < 1 || limit > ListDocuments.LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /** Statistics of a session. */
  record GetSessionStats(UserId user, SessionId session) implements OfUser<Lookup<SessionStats>> {}

  /** Statistics of a user. */
  record GetUserStats(UserId user) implements OfUser<Lookup<UserStats>> {}

  /**
   * Messages of a user that match a query.
   *
   * @param collection what to rank with; null for the partition as it is now. A later page must be
   *     ranked with what the first one was ({@link SearchPage#collection}): otherwise messages that
   *     come in meanwhile change every score, and a place in the order means nothing any more
   */
  record SearchUser(UserId user, SearchQuery query, @Nullable TermStatistics collection)
      implements OfUser<Lookup<SearchPage>> {}

  /**
   * What became of writes of one partition. The read's freshness must name the highest offset asked
   * about: an answer without that is not an answer.
   *
   * @param questions at most {@value #QUESTIONS_MAX}
   * @param withEntities whether the answers bear the entities
   */
  record GetOutcomes(int partition, List<OutcomeQuestion> questions, boolean withEntities)
      implements OfPartition<List<Outcome>> {
    /** The most questions of one read. */
    public static final int QUESTIONS_MAX = 10_000;

    public GetOutcomes {
      questions = List.copyOf(questions);
    }
  }

  /**
   * Whose data changed behind an offset. To wait for the next change, ask with a freshness that
   * names the offset behind it: {@code position_not_reached} says that there was none in time.
   *
   * @param afterOffset what is known already; -1 for nothing
   */
  record GetChanges(int partition, long afterOffset) implements OfPartition<Changes> {}

  /**
   * For whom e-mail addresses of one partition are reserved; those that are free are left out.
   *
   * @param emails the ids of the addresses, at most {@value #EMAILS_MAX}
   */
  record GetEmailClaims(int partition, List<UserId> emails)
      implements OfPartition<List<EmailClaim>> {
    /** The most addresses of one read. */
    public static final int EMAILS_MAX = 10_000;

    public GetEmailClaims {
      emails = List.copyOf(emails);
    }
  }

  /**
   * Up to which offset each user's claims of an address are void, in the order of the question; -1
   * where none is.
   *
   * @param uses of users of one partition, at most {@value #USES_MAX}
   */
  record GetEmailVoids(int partition, List<EmailUse> uses) implements OfPartition<List<Long>> {
    /** The most uses of one read. */
    public static final int USES_MAX = 10_000;

    public GetEmailVoids {
      uses = List.copyOf(uses);
    }
  }

  /** All that is kept of a user; for exports and backups. */
  record GetKeptUser(UserId user) implements OfUser<Lookup<KeptUser>> {}

  /**
   * Users of one partition by id, with all that is kept of them; for backups.
   *
   * @param after only ids behind this one, or null
   * @param limit the most users, 1..{@value #USERS_MAX}
   */
  record ListKeptUsers(int partition, @Nullable UserId after, int limit)
      implements OfPartition<KeptUser.Page> {
    /** The most users of a page: each may have two objects of 64 Ki characters. */
    public static final int USERS_MAX = 200;

    public ListKeptUsers {
      if (limit < 1 || limit > USERS_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /**
   * Sessions of a user in the order in which they began, soft-deleted ones included.
   *
   * @param after only those behind this place, or null
   * @param limit the most sessions, 1..{@value BegunSessions#LIMIT_MAX}
   */
  record ListBegunSessions(UserId user, BegunSessions.@Nullable Place after, int limit)
      implements OfUser<Lookup<BegunSessions>> {
    // not compact: javac drops the annotation of a nested type there
    public ListBegunSessions(UserId user, BegunSessions.@Nullable Place after, int limit) {
      if (limit < 1 || limit > BegunSessions.LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
      this.user = user;
      this.after = after;
      this.limit = limit;
    }
  }

  /**
   * A session, a soft-deleted one too, with messages of it, and all that is kept of both; for
   * exports and backups.
   *
   * @param afterSeq only messages behind this seq; 0 for all
   * @param limit the most messages, 1..{@value MessageRange#LIMIT_MAX}
   */
  record GetKeptSession(UserId user, SessionId session, long afterSeq, int limit)
      implements OfUser<Lookup<KeptSession.Page>> {
    public GetKeptSession {
      if (limit < 1 || limit > MessageRange.LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
    }
  }

  /** A read that only backups make: all that is kept, what is soft-deleted included. */
  sealed interface OfBackup<R> extends Read<R> {
    /** The largest page: each item may have two objects of 64 Ki characters. */
    int LIMIT_MAX = 200;

    private static int checked(int limit) {
      if (limit < 1 || limit > LIMIT_MAX) {
        throw new IllegalArgumentException("limit " + limit);
      }
      return limit;
    }
  }

  /**
   * Personas of one partition by id.
   *
   * @param owner only those that belong to this user; null for all
   * @param after only ids behind this one, or null
   * @param limit the most personas, 1..{@value OfBackup#LIMIT_MAX}
   */
  record ListKeptPersonas(
      int partition, @Nullable UserId owner, @Nullable PersonaId after, int limit)
      implements OfPartition<IdPage<Kept<Persona>>>, OfBackup<IdPage<Kept<Persona>>> {
    public ListKeptPersonas {
      limit = OfBackup.checked(limit);
    }
  }

  /**
   * Panels of one partition by id.
   *
   * @param after only ids behind this one, or null
   * @param limit the most panels, 1..{@value OfBackup#LIMIT_MAX}
   */
  record ListKeptPanels(int partition, @Nullable PanelId after, int limit)
      implements OfPartition<IdPage<KeptPanel>>, OfBackup<IdPage<KeptPanel>> {
    public ListKeptPanels {
      limit = OfBackup.checked(limit);
    }
  }

  /**
   * Messages of a panel, by seq. A page is also short when its messages are long.
   *
   * @param afterSeq only messages behind this seq; 0 for all
   * @param limit the most messages, 1..{@value OfBackup#LIMIT_MAX}
   */
  record ListKeptPanelMessages(PanelId panel, long afterSeq, int limit)
      implements OfUser<Lookup<SeqPage<Kept<PanelMessage>>>>,
          OfBackup<Lookup<SeqPage<Kept<PanelMessage>>>> {
    public ListKeptPanelMessages {
      limit = OfBackup.checked(limit);
    }

    @Override
    public UserId user() {
      return OwnerIds.of(panel);
    }
  }

  /** Insights of a panel, as {@link ListKeptPanelMessages}. */
  record ListKeptInsights(PanelId panel, long afterSeq, int limit)
      implements OfUser<Lookup<SeqPage<Kept<Insight>>>>, OfBackup<Lookup<SeqPage<Kept<Insight>>>> {
    public ListKeptInsights {
      limit = OfBackup.checked(limit);
    }

    @Override
    public UserId user() {
      return OwnerIds.of(panel);
    }
  }

  /**
   * Documents of all sessions of a user, in the order of the log; offsets stand for seqs in pages.
   *
   * @param afterOffset only documents that a later event brought; -1 for all
   * @param lastOffset only documents that this event or an earlier one brought
   * @param limit the most documents, 1..{@value OfBackup#LIMIT_MAX}
   */
  record ListKeptDocuments(UserId user, long afterOffset, long lastOffset, int limit)
      implements OfUser<Lookup<SeqPage<Kept<Document>>>>,
          OfBackup<Lookup<SeqPage<Kept<Document>>>> {
    public ListKeptDocuments {
      limit = OfBackup.checked(limit);
    }
  }

  /**
   * Pieces of a document's text, by number: as many as one part of a document may bear on the log,
   * and at least one if there are more.
   *
   * @param from the number of the first; 0, then behind those that came
   */
  record GetDocumentText(UserId user, SessionId session, DocumentId document, long from)
      implements OfUser<Lookup<DocumentText>>, OfBackup<Lookup<DocumentText>> {
    /** The most pieces of one answer. */
    public static final int PIECES_MAX = 1_000;

    /** An answer ends before its characters are more: each has three bytes or fewer. */
    public static final int CHARS_MAX = 160 << 10;
  }

  /** Saved contexts of a user, as {@link ListKeptDocuments}. */
  record ListKeptContexts(UserId user, long afterOffset, long lastOffset, int limit)
      implements OfUser<Lookup<SeqPage<Kept<SavedContext>>>>,
          OfBackup<Lookup<SeqPage<Kept<SavedContext>>>> {
    public ListKeptContexts {
      limit = OfBackup.checked(limit);
    }
  }

  /** What became of the write at an offset. */
  record GetReceipt(int partition, long offset) implements OfPartition<Receipt> {}

  /**
   * Users by id.
   *
   * @param prefix only ids that begin so
   * @param after only ids behind this one, or null
   */
  record ListUsers(String prefix, @Nullable UserId after, int limit) implements OfAll<UserPage> {
    @Override
    public UserPage merge(List<UserPage> parts) {
      List<User> users = new ArrayList<>();
      boolean more = false;
      for (UserPage part : parts) {
        users.addAll(part.items());
        more |= part.more();
      }
      users.sort(Comparator.comparing(user -> user.id().value(), Utf8Order.INSTANCE));
      return users.size() > limit
          ? new UserPage(users.subList(0, limit), true)
          : new UserPage(users, more);
    }
  }

  /** Sessions of all users; nothing is passed over. */
  record ListAllSessions(SessionRange range) implements OfAll<SessionPage> {
    public ListAllSessions {
      if (range.offset() != 0) {
        throw new IllegalArgumentException("an offset over all partitions");
      }
    }

    @Override
    public SessionPage merge(List<SessionPage> parts) {
      return SessionPage.merge(parts, range);
    }
  }

  /** Statistics of the whole system. */
  record GetSystemStats() implements OfAll<SystemStats> {
    @Override
    public SystemStats merge(List<SystemStats> parts) {
      return parts.stream().reduce(SystemStats.EMPTY, SystemStats::plus);
    }
  }

  /** Daily statistics of all users, by day, channel and status. */
  record GetDailyStats(DailyRange range) implements OfAll<List<DailyRow>> {
    @Override
    public List<DailyRow> merge(List<List<DailyRow>> parts) {
      return DailyRow.merge(parts);
    }
  }

  /** Daily statistics of one user. */
  record GetUserDailyStats(UserId user, DailyRange range)
      implements OfUser<Lookup<List<DailyRow>>> {}

  /** What ranking must know of all partitions before {@link SearchAll}. */
  record GetTermStatistics(String text) implements OfAll<TermStatistics> {
    @Override
    public TermStatistics merge(List<TermStatistics> parts) {
      return parts.stream().reduce(TermStatistics.EMPTY, TermStatistics::plus);
    }
  }

  /**
   * Messages of all users that match a query.
   *
   * @param collection what to rank with: the merged answer of {@link GetTermStatistics}; null to
   *     have that asked first, which is for a first page
   */
  record SearchAll(SearchQuery query, @Nullable TermStatistics collection)
      implements OfAll<SearchPage> {
    @Override
    public SearchPage merge(List<SearchPage> parts) {
      return SearchMerge.merge(parts, query);
    }

    @Override
    public boolean isBetterJoint() {
      return !query.shape().countsHits();
    }
  }

  /**
   * What goes with a session beside its messages, whatever its status; nothing where it is gone.
   */
  record CountHeld(UserId user, SessionId session) implements OfUser<Held> {}

  /** Messages of a user whose vectors are like another one, the nearest first. */
  record SimilarUser(UserId user, SimilarQuery search) implements OfUser<Lookup<SearchPage>> {}

  /** Messages of all users whose vectors are like another one, the nearest first. */
  record SimilarAll(SimilarQuery search) implements OfAll<SearchPage> {
    @Override
    public SearchPage merge(List<SearchPage> parts) {
      return SearchMerge.merge(parts, search.query());
    }

    @Override
    public boolean isBetterJoint() {
      return !search.query().shape().countsHits();
    }
  }

  /** What a node keeps of a partition. */
  record GetStoreFigures(int partition) implements OfPartition<StoreFigures> {}

  /**
   * Begins a piece of work on a partition, or tells how it stands: the same question again is about
   * the same run. A run that nobody asks about for half a minute is given up. Where the partition
   * has moved to another node the work begins anew.
   *
   * @param runId names the run, at most {@value #RUN_ID_CHARS_MAX} characters
   */
  record RunUpkeep(int partition, UpkeepTask task, String runId)
      implements OfPartition<UpkeepReport> {
    /** The longest name of a run. */
    public static final int RUN_ID_CHARS_MAX = 64;

    public RunUpkeep {
      if (runId.isEmpty() || runId.length() > RUN_ID_CHARS_MAX) {
        throw new IllegalArgumentException("run id of " + runId.length() + " characters");
      }
    }
  }

  /** A read of personas or panels. */
  sealed interface OfPanels<R> extends Read<R> {}

  /** A read that one panel's partition answers. */
  sealed interface OfPanel<R> extends OfUser<R>, OfPanels<R> {
    /** The panel. */
    PanelId panel();

    @Override
    default UserId user() {
      return OwnerIds.of(panel());
    }
  }

  /** A persona. */
  record GetPersona(PersonaId persona)
      implements OfUser<Lookup<Persona>>, OfPanels<Lookup<Persona>> {
    @Override
    public UserId user() {
      return OwnerIds.of(persona);
    }
  }

  /**
   * Personas by id.
   *
   * @param prefix only ids that begin so
   * @param owner only those that belong to this user; null for all
   * @param after only ids behind this one, or null
   */
  record ListPersonas(String prefix, @Nullable UserId owner, @Nullable PersonaId after, int limit)
      implements OfAll<IdPage<Persona>>, OfPanels<IdPage<Persona>> {
    @Override
    public IdPage<Persona> merge(List<IdPage<Persona>> parts) {
      return IdPage.merge(parts, persona -> persona.id().value(), limit);
    }
  }

  /**
   * Events about panels and personas that name a user and are to go with it: messages that it said,
   * and what did nothing, in no order.
   */
  record ListAuthored(UserId author, int limit)
      implements OfAll<List<PanelPost>>, OfPanels<List<PanelPost>> {
    @Override
    public List<PanelPost> merge(List<List<PanelPost>> parts) {
      return parts.stream().flatMap(List::stream).limit(limit).toList();
    }
  }

  /** A panel. */
  record GetPanel(PanelId panel) implements OfPanel<Lookup<Panel>> {}

  /**
   * Panels by id.
   *
   * @param prefix only ids that begin so
   * @param after only ids behind this one, or null
   */
  record ListPanels(String prefix, @Nullable PanelId after, int limit)
      implements OfAll<IdPage<Panel>>, OfPanels<IdPage<Panel>> {
    @Override
    public IdPage<Panel> merge(List<IdPage<Panel>> parts) {
      return IdPage.merge(parts, panel -> panel.id().value(), limit);
    }
  }

  /** A message of a panel. */
  record GetPanelMessage(PanelId panel, MessageId message)
      implements OfPanel<Lookup<PanelMessage>> {}

  /**
   * Messages of a panel, by seq.
   *
   * @param personas only messages of these, around one, too; empty for all
   */
  record ListPanelMessages(PanelId panel, Set<PersonaId> personas, MessageRange range)
      implements OfPanel<Lookup<SeqPage<PanelMessage>>> {
    public ListPanelMessages {
      personas = Set.copyOf(personas);
    }
  }

  /** An insight of a panel. */
  record GetInsight(PanelId panel, InsightId insight) implements OfPanel<Lookup<Insight>> {}

  /**
   * Insights of a panel, by seq.
   *
   * @param types only insights of these; empty for all
   */
  record ListInsights(PanelId panel, Set<InsightType> types, SeqRange range)
      implements OfPanel<Lookup<SeqPage<Insight>>> {
    public ListInsights {
      types = Set.copyOf(types);
    }
  }

  /** Statistics of a panel. */
  record GetPanelStats(PanelId panel) implements OfPanel<Lookup<PanelStats>> {}
}
