package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.PanelMessage;
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
  private final Event event;
  private final UserId owner;
  private final List<Change> changes = new ArrayList<>(8);
  private final List<Fact> facts = new ArrayList<>(3);
  private final List<Change> regardless = new ArrayList<>(0);
  private final Map<String, Long> channelSessions = new LinkedHashMap<>(2);
  private final BucketDraft buckets;
  private @Nullable UserStatsRow userStats;
  private @Nullable Long activityAfter;
  private PartitionRow partition;

  Draft(State state, long offset, Event event) {
    this.state = state;
    this.offset = offset;
    this.event = event;
    this.owner = event.owner();
    this.partition = state.partition().at(offset);
    this.buckets = new BucketDraft(state, owner);
  }

  State state() {
    return state;
  }

  long offset() {
    return offset;
  }

  /** Whether nothing changes so far. */
  boolean isEmpty() {
    return changes.isEmpty();
  }

  UserId owner() {
    return owner;
  }

  /** The partition as a refused or repeated event leaves it. */
  PartitionRow unchangedPartition() {
    return state.partition().at(offset);
  }

  /** Where the event is to be found when what it is about is erased. */
  Trace trace(Decision decision) {
    SessionId session = null;
    MessageId message = null;
    ContextId context = null;
    DocumentId document = null;
    switch (event.payload()) {
      case Payload.CreateUser _, Payload.PatchUser _, Payload.DeleteUser _, Payload.Refused _ -> {}
      case Payload.ClaimEmail _, Payload.VoidEmailClaim _, Payload.ReleaseEmail _ -> {}
      case Payload.Barrier _, Payload.EraseRefused _ -> {}
      case Payload.PostPanelMessage p -> message = p.messageId();
      case Payload.OfPanels _ -> {}
      case Payload.CreateSession p -> session = p.sessionId();
      case Payload.PutSession p -> session = p.session().sessionId();
      case Payload.PatchSession p -> session = p.sessionId();
      case Payload.TagSession p -> session = p.sessionId();
      case Payload.DeleteSession p -> session = p.sessionId();
      case Payload.DeleteMessage p -> {
        session = p.sessionId();
        // It holds no text, and a replay needs it once the message's own event is erased. But one
        // that the message's version refused goes with the edits that had made that version.
        if (decision instanceof Decision.Rejected(ErrorCode code, String _)
            && code == ErrorCode.VERSION_MISMATCH) {
          message = p.messageId();
        }
      }
      case Payload.PatchMessage p -> {
        session = p.sessionId();
        message = p.messageId();
      }
      case Payload.EmbedMessage p -> {
        session = p.sessionId();
        message = p.messageId();
      }
      case Payload.EmbedChunk p -> session = p.sessionId();
      case Payload.EmbedSession p -> session = p.sessionId();
      case Payload.SaveContext p -> {
        session = p.sessionId();
        context = p.contextId();
      }
      case Payload.DeleteContext p -> context = p.contextId();
      case Payload.PutDocumentPart p -> session = p.sessionId();
      case Payload.PostDocument p -> {
        session = p.sessionId();
        document = p.documentId();
      }
      case Payload.DeleteDocument p -> {
        session = p.sessionId();
        document = p.documentId();
      }
      case Payload.PostMessage p -> {
        session = p.sessionId();
        message = p.messageId();
      }
    }
    return new Trace(
        owner,
        session,
        message,
        context,
        document,
        offset,
        event.eventId(),
        decision instanceof Decision.Rejected,
        StandIn.of(event, decision),
        activityAfter);
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

  /** The user is gone, and with it everything it had. */
  void drop(UserRow row) {
    UserStatsRow stats = state.userStats(owner);
    partition = partition.plus(-1, -stats.totalSessions(), -stats.messages().total());
    buckets.leaveAll();
    changes.add(new Change.DropUser(row, trace(accepted())));
    facts.add(new Fact.UserIsGone());
  }

  /** A session as it is now; not a fact of its own when only a message changed it. */
  void put(SessionRow row, @Nullable SessionRow before) {
    changes.add(new Change.PutSession(row, before));
    buckets.change(before, row);
  }

  /** A session is called otherwise since. */
  void retitle(SessionId session, String textBefore) {
    changes.add(
        new Change.PutTitles(
            owner, session, state.titles(owner, session).with(textBefore, offset)));
  }

  /** A session has a vector since, or another one, or none. */
  void putVector(SessionId session, @Nullable SessionVectorRow row) {
    changes.add(
        row == null
            ? new Change.DropSessionVector(owner, session)
            : new Change.PutSessionVector(row));
  }

  /** A session comes into sight with the messages that it has. */
  void show(SessionRow row, SessionRow before) {
    changes.add(new Change.ShowSession(row, before));
  }

  /** A session is gone, and with it everything it held. */
  void drop(SessionRow row) {
    if (row.counts()) {
      discount(row);
    }
    buckets.change(row, null);
    SessionId session = row.session().id();
    if (!row.hasEmbedding() && state.sessionVector(owner, session) != null) {
      putVector(session, null); // its row does not tell of a model's
    }
    changes.add(new Change.DropSession(row, trace(accepted())));
    facts.add(new Fact.SessionIsGone(row.session().id()));
  }

  /** A persona as it is now. */
  void put(PersonaRow row, @Nullable PersonaRow before) {
    changes.add(new Change.PutPersona(row, before));
    facts.add(new Fact.PersonaIs(row.persona(), before == null));
  }

  /** A persona is gone. */
  void drop(PersonaRow row) {
    changes.add(new Change.DropPersona(row, trace(accepted())));
    facts.add(new Fact.PersonaIsGone(row.persona().id()));
  }

  /** A panel as it is now. */
  void put(PanelRow row, boolean created) {
    changes.add(new Change.PutPanel(row));
    facts.add(new Fact.PanelIs(row.panel(), created));
  }

  /** A panel is gone, and with it everything it held. */
  void drop(PanelRow row) {
    changes.add(new Change.DropPanel(row, trace(accepted())));
    facts.add(new Fact.PanelIsGone(row.panel().id()));
  }

  /** A message is appended to a panel. */
  void put(PanelRow panel, PanelMessageRow row) {
    changes.add(new Change.PutPanel(panel));
    changes.add(new Change.PutPanelMessage(row));
    facts.add(new Fact.PanelMessageIs(row.message()));
    Change.PutAuthored authored = authored(accepted());
    if (authored != null) {
      changes.add(authored);
    }
  }

  /** A message of a panel is gone, which the panel is without since. */
  void drop(PanelRow panel, PanelMessageRow row) {
    PanelMessage message = row.message();
    changes.add(new Change.PutPanel(panel));
    changes.add(new Change.DropPanelMessage(row));
    facts.add(new Fact.PanelMessageIsGone(message.panel(), message.id(), message.seq()));
  }

  /** An event of which nothing came into being is to be erased. */
  void drop(AuthoredRow row) {
    changes.add(new Change.DropAuthored(row));
  }

  /** Where the event is to be found when the user that it names is erased; null without one. */
  Change.@Nullable PutAuthored authored(Decision decision) {
    UserId author = NamedUser.of(event.payload());
    if (author == null) {
      return null;
    }
    Payload.PostPanelMessage post =
        event.payload() instanceof Payload.PostPanelMessage asked ? asked : null;
    return new Change.PutAuthored(
        new AuthoredRow(
            author,
            owner,
            post == null ? null : post.panelId(),
            post == null ? null : post.messageId(),
            offset,
            event.eventId(),
            decision instanceof Decision.Accepted,
            decision instanceof Decision.Rejected));
  }

  /** An insight is added to a panel. */
  void put(PanelRow panel, InsightRow row) {
    changes.add(new Change.PutPanel(panel));
    changes.add(new Change.PutInsight(row));
    facts.add(new Fact.InsightIs(row.insight()));
  }

  /** No claim of an address is void for the owner any more: a newer one is used. */
  void dropEmailVoid(UserId email) {
    changes.add(new Change.PutEmailVoid(owner, email, null));
  }

  /** An external id belongs to another session since, or to none. */
  void putExternalId(String externalId, @Nullable SessionId session) {
    changes.add(new Change.PutExternalId(owner, externalId, session));
  }

  void tell(Fact fact) {
    facts.add(fact);
  }

  /**
   * A message is appended.
   *
   * @param session its session before, or null when that came into being with it
   * @param after its session since
   */
  void put(MessageRow row, @Nullable SessionRow session, SessionRow after) {
    Message message = row.message();
    changes.add(new Change.PutMessage(row));
    if (after.isByTime(message)) {
      changes.add(new Change.PutMessageTime(message, true));
    }
    facts.add(new Fact.MessageIs(message));
    if (session != null && !session.counts()) {
      return; // it counts when its session is shown
    }
    userStats = userStats().plusMessages(message.role(), 1);
    if (session != null && session.session().messageCount() == 0) {
      // until now the session's beginning was its activity
      TimeSpan others = state.activity(owner, message.session());
      userStats = userStats.active(others.and(TimeSpan.at(message.timestampMicros())));
    } else {
      userStats = userStats.activeAt(message.timestampMicros());
    }
    partition = partition.plus(0, 0, 1);
  }

  /**
   * A document is complete.
   *
   * @param upload the upload that ends with it, or null
   */
  void put(DocumentRow row, @Nullable UploadRow upload) {
    changes.add(new Change.PutDocument(row, upload));
    facts.add(new Fact.DocumentIs(row.document()));
  }

  /** A document is gone. */
  void drop(DocumentRow row) {
    changes.add(new Change.DropDocument(row, trace(accepted())));
    facts.add(new Fact.DocumentIsGone(row.document().session(), row.document().id()));
  }

  /** An upload is given up, whether the event is accepted or not. */
  void dropUpload(UploadRow row) {
    regardless.add(new Change.DropUpload(row));
  }

  /** What goes whether the event is accepted or not. */
  List<Change> regardless() {
    return regardless;
  }

  /** A message says something else. */
  void edit(MessageRow row) {
    changes.add(new Change.PutMessage(row));
    facts.add(new Fact.MessageIs(row.message()));
  }

  /**
   * A message is gone.
   *
   * @param session its session since, which counts
   */
  void drop(MessageRow row, SessionRow session) {
    Message message = row.message();
    activityAfter = session.session().lastActivityMicros();
    changes.add(new Change.DropMessage(row));
    if (session.isByTime(message)) {
      changes.add(new Change.PutMessageTime(message, false));
    }
    facts.add(new Fact.MessageIsGone(message.session(), message.id(), message.seq()));
    userStats =
        userStats()
            .plusMessages(message.role(), -1)
            .active(state.activity(owner, message.session()).and(session.activity()));
    partition = partition.plus(0, 0, -1);
  }

  /** A context is saved. */
  void put(ContextRow row) {
    changes.add(new Change.PutContext(row));
    facts.add(new Fact.ContextIs(row.context()));
  }

  /** A context is gone. */
  void drop(ContextRow row) {
    changes.add(new Change.DropContext(row, trace(accepted())));
    facts.add(new Fact.ContextIsGone(row.context().id()));
  }

  /** A session begins to count, or is restored: with all that it holds. */
  void count(SessionRow row) {
    countSession(row, 1);
    UserStatsRow stats = userStats();
    userStats =
        stats.active(
            new TimeSpan(stats.firstActivityMicros(), stats.lastActivityMicros())
                .and(row.activity()));
  }

  /** A session no longer counts. */
  void discount(SessionRow row) {
    countSession(row, -1);
    userStats = userStats().active(state.activity(owner, row.session().id()));
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

  /**
   * All changes.
   *
   * @param trace where the event is to be found; null where other rows tell
   */
  List<Change> changes(@Nullable Trace trace) {
    if (userStats != null) {
      changes.add(new Change.PutUserStats(owner, userStats));
    }
    channelSessions.forEach(
        (channel, sessions) ->
            changes.add(new Change.PutChannelSessions(owner, channel, sessions)));
    buckets.addTo(changes);
    if (trace != null) {
      changes.add(new Change.PutTrace(trace));
    }
    changes.add(new Change.PutPartition(partition));
    return changes;
  }
}
