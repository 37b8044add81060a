package io.chatlog.view.wire;

import io.chatlog.view.BegunSessions;
import io.chatlog.view.DocumentText;
import io.chatlog.view.Held;
import io.chatlog.view.KeptUser;
import io.chatlog.view.PanelPost;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.Read;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.StoreFigures;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepTask;
import io.chatlog.view.wire.ReadCodec.Question;
import java.util.List;
import java.util.function.Function;

/** Every codec with a source of its values, and every read with one of its answers. */
final class WireSamples {
  /** A codec, and how to come by a value of it. */
  record Sample<T>(String name, Codec<T> codec, Function<RandomValues, T> value) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A read and an answer to it. */
  record Asked<R>(Read<R> read, R answer) {
    Question<R> question(RandomValues values) {
      return new Question<>(3, read, values.freshness());
    }

    PartitionAnswer<R> answered(RandomValues values) {
      return new Answered<>(answer, values.number(), values.number() < 0);
    }
  }

  private WireSamples() {}

  static List<Sample<?>> codecs() {
    return List.of(
        new Sample<>("user", EntityCodecs.USER, RandomValues::user),
        new Sample<>("session", EntityCodecs.SESSION, RandomValues::session),
        new Sample<>("message", EntityCodecs.MESSAGE, RandomValues::message),
        new Sample<>("histogram", StatsCodecs.HISTOGRAM, RandomValues::histogram),
        new Sample<>("role counts", StatsCodecs.ROLE_COUNTS, RandomValues::roleCounts),
        new Sample<>("session stats", StatsCodecs.SESSION_STATS, RandomValues::sessionStats),
        new Sample<>("user stats", StatsCodecs.USER_STATS, RandomValues::userStats),
        new Sample<>("system stats", StatsCodecs.SYSTEM_STATS, RandomValues::systemStats),
        new Sample<>("terms", SearchCodecs.TERMS, RandomValues::terms),
        new Sample<>("hit", SearchCodecs.HIT, RandomValues::hit),
        new Sample<>("search query", SearchCodecs.QUERY, RandomValues::searchQuery),
        new Sample<>("user page", PageCodecs.USERS, RandomValues::userPage),
        new Sample<>("session page", SessionListCodecs.PAGE, RandomValues::sessionPage),
        new Sample<>("tag page", SessionListCodecs.TAGS, RandomValues::tagPage),
        new Sample<>("message page", PageCodecs.MESSAGES, RandomValues::messagePage),
        new Sample<>("user message page", PageCodecs.USER_MESSAGES, RandomValues::userMessagePage),
        new Sample<>("changes", PageCodecs.CHANGES, RandomValues::changes),
        new Sample<>("search page", PageCodecs.HITS, RandomValues::searchPage),
        new Sample<>("outcome", OutcomeCodecs.OUTCOME, RandomValues::outcome),
        new Sample<>("receipt", OutcomeCodecs.RECEIPT, RandomValues::receipt),
        new Sample<>("question", OutcomeCodecs.QUESTION, RandomValues::question),
        new Sample<>("message range", RangeCodecs.MESSAGES, RandomValues::messageRange),
        new Sample<>("session range", SessionListCodecs.RANGE, RandomValues::sessionRange),
        new Sample<>("e-mail claim", AccountCodecs.CLAIM, RandomValues::emailClaim),
        new Sample<>("e-mail use", AccountCodecs.USE, RandomValues::emailUse),
        new Sample<>("freshness", RangeCodecs.FRESHNESS, RandomValues::freshness),
        new Sample<>("persona", PanelCodecs.PERSONA, RandomValues::persona),
        new Sample<>("panel", PanelCodecs.PANEL, RandomValues::panel),
        new Sample<>("panel message", PanelCodecs.MESSAGE, RandomValues::panelMessage),
        new Sample<>("insight", PanelCodecs.INSIGHT, RandomValues::insight),
        new Sample<>("panel stats", PanelCodecs.STATS, RandomValues::panelStats),
        new Sample<>("subject", PanelCodecs.SUBJECT, RandomValues::subject),
        new Sample<>("seq range", PanelCodecs.RANGE, RandomValues::seqRange),
        new Sample<>("lookup", LookupCodec.of(EntityCodecs.MESSAGE), v -> v.lookup(v::message)));
  }

  static List<Asked<?>> reads(RandomValues v) {
    return List.of(
        new Asked<>(new Read.GetUser(v.userId()), v.lookup(v::user)),
        new Asked<>(new Read.GetSession(v.userId(), v.sessionId()), v.lookup(v::session)),
        new Asked<>(new Read.ListSessions(v.userId(), v.sessionRange()), v.lookup(v::sessionPage)),
        new Asked<>(
            new Read.ListMessages(v.userId(), v.sessionId(), v.messageRange()),
            v.lookup(v::messagePage)),
        new Asked<>(
            new Read.GetMessage(v.userId(), v.sessionId(), v.messageId()), v.lookup(v::message)),
        new Asked<>(new Read.GetSessionStats(v.userId(), v.sessionId()), v.lookup(v::sessionStats)),
        new Asked<>(new Read.GetUserStats(v.userId()), v.lookup(v::userStats)),
        new Asked<>(new Read.GetDailyStats(v.days()), v.list(v::dailyRow)),
        new Asked<>(
            new Read.GetUserDailyStats(v.userId(), v.days()), v.lookup(() -> v.list(v::dailyRow))),
        new Asked<>(
            new Read.SearchUser(v.userId(), v.searchQuery(), v.number() < 0 ? null : v.terms()),
            v.lookup(v::searchPage)),
        new Asked<>(
            new Read.SearchUser(v.userId(), v.boundedQuery(), v.terms()), v.lookup(v::searchPage)),
        new Asked<>(
            new Read.GetOutcomes(3, v.list(v::question), v.number() < 0), v.list(v::outcome)),
        new Asked<>(
            new Read.FollowMessages(v.userId(), v.sessionId(), v.number(), 10),
            v.lookup(v::messagePage)),
        new Asked<>(
            new Read.ListUserMessages(v.userId(), v.streamPlace(), 10),
            v.lookup(v::userMessagePage)),
        new Asked<>(new Read.GetChanges(3, v.number()), v.changes()),
        new Asked<>(new Read.GetReceipt(3, v.number()), v.receipt()),
        new Asked<>(new Read.ListUsers(v.text(), null, 10), v.userPage()),
        new Asked<>(new Read.ListUsers("", v.userId(), 1000), v.userPage()),
        new Asked<>(new Read.GetSystemStats(), v.systemStats()),
        new Asked<>(new Read.GetTermStatistics(v.text()), v.terms()),
        new Asked<>(new Read.SearchAll(v.searchQuery(), v.terms()), v.searchPage()),
        new Asked<>(new Read.SearchAll(v.boundedQuery(), v.terms()), v.searchPage()),
        new Asked<>(new Read.SimilarUser(v.userId(), v.similarQuery()), v.lookup(v::searchPage)),
        new Asked<>(new Read.SimilarAll(v.similarQuery()), v.searchPage()),
        new Asked<>(
            new Read.SimilarUser(v.userId(), new SimilarQuery(v.boundedQuery(), v.embedding())),
            v.lookup(v::searchPage)),
        new Asked<>(
            new Read.SimilarAll(new SimilarQuery(v.boundedQuery(), v.embedding())), v.searchPage()),
        new Asked<>(new Read.ListAllSessions(v.sessionRange(0)), v.sessionPage()),
        new Asked<>(new Read.ListTags(v.userId(), null, 10), v.lookup(v::tagPage)),
        new Asked<>(new Read.ListTags(v.userId(), v.tag(), 1000), v.lookup(v::tagPage)),
        new Asked<>(new Read.GetContext(v.userId(), v.contextId()), v.lookup(v::context)),
        new Asked<>(new Read.ListContexts(v.userId(), null, null, 1), v.lookup(v::contextPage)),
        new Asked<>(
            new Read.ListContexts(v.userId(), v.sessionId(), v.number(), 1000),
            v.lookup(v::contextPage)),
        new Asked<>(new Read.GetEmailClaims(3, v.list(v::userId)), v.list(v::emailClaim)),
        new Asked<>(
            new Read.CountHeld(v.userId(), v.sessionId()),
            new Held(v.number(), v.number(), v.number())),
        new Asked<>(
            new Read.GetStoreFigures(3),
            new StoreFigures(
                v.number(),
                List.of(new StoreFigures.Kind(v.text(), v.number(), true, v.number())),
                v.number(),
                v.number(),
                v.number(),
                v.number(),
                v.number() < 0 ? null : v.number(),
                v.number(),
                new StoreFigures.Memory(v.number(), v.number(), v.number(), v.number()),
                List.of(new StoreFigures.Reads(v.text(), v.number())))),
        new Asked<>(
            new Read.RunUpkeep(3, UpkeepTask.VERIFY, "run"),
            new UpkeepReport(
                UpkeepReport.State.DONE,
                v.text(),
                v.number(),
                v.number(),
                List.of(new UpkeepReport.Figure(v.text(), v.number())),
                new UpkeepReport.Difference(v.text(), v.text(), v.text(), v.text(), v.text()),
                v.number() < 0 ? null : v.text())),
        new Asked<>(new Read.RunUpkeep(3, UpkeepTask.VERIFY, "run"), UpkeepReport.waiting()),
        new Asked<>(new Read.GetCredential(v.userId()), v.lookup(v::credential)),
        new Asked<>(new Read.GetPersona(v.personaId()), v.lookup(v::persona)),
        new Asked<>(new Read.ListPersonas(v.text(), null, null, 10), v.idPage(v::persona)),
        new Asked<>(
            new Read.ListPersonas("", v.userId(), v.personaId(), 1000), v.idPage(v::persona)),
        new Asked<>(
            new Read.ListAuthored(v.userId(), 10),
            v.list(() -> new PanelPost(v.userId(), v.panelId(), v.messageId(), v.number()))),
        new Asked<>(
            new Read.ListAuthored(v.userId(), 500),
            v.list(() -> new PanelPost(v.userId(), null, null, v.number()))),
        new Asked<>(new Read.GetPanel(v.panelId()), v.lookup(v::panel)),
        new Asked<>(new Read.ListPanels(v.text(), null, 10), v.idPage(v::panel)),
        new Asked<>(new Read.ListPanels("", v.panelId(), 1000), v.idPage(v::panel)),
        new Asked<>(
            new Read.GetPanelMessage(v.panelId(), v.messageId()), v.lookup(v::panelMessage)),
        new Asked<>(
            new Read.ListPanelMessages(v.panelId(), v.set(v::personaId), v.messageRange()),
            v.lookup(() -> v.seqPage(v::panelMessage))),
        new Asked<>(new Read.GetInsight(v.panelId(), v.insightId()), v.lookup(v::insight)),
        new Asked<>(
            new Read.ListInsights(v.panelId(), v.set(v::insightType), v.seqRange()),
            v.lookup(() -> v.seqPage(v::insight))),
        new Asked<>(new Read.GetPanelStats(v.panelId()), v.lookup(v::panelStats)),
        new Asked<>(
            new Read.GetDocument(v.userId(), v.sessionId(), v.documentId()), v.lookup(v::document)),
        new Asked<>(
            new Read.GetDocumentPart(v.userId(), v.sessionId(), v.documentId(), 3),
            v.lookup(v::documentPart)),
        new Asked<>(
            new Read.ListDocuments(v.userId(), null, null, v.number(), 10),
            v.lookup(v::documentPage)),
        new Asked<>(
            new Read.ListDocuments(v.userId(), v.sessionId(), v.text(), v.number(), 1000),
            v.lookup(v::documentPage)),
        new Asked<>(
            new Read.ListSessionDocuments(v.userId(), v.sessionId(), v.text(), v.number(), 1000),
            v.lookup(v::documentPage)),
        new Asked<>(new Read.GetKeptUser(v.userId()), v.lookup(v::keptUser)),
        new Asked<>(
            new Read.ListKeptUsers(3, null, 200),
            new KeptUser.Page(v.list(v::keptUser), v.number() < 0)),
        new Asked<>(
            new Read.ListKeptUsers(3, v.userId(), 1),
            new KeptUser.Page(v.list(v::keptUser), v.number() < 0)),
        new Asked<>(
            new Read.ListBegunSessions(v.userId(), null, 5_000),
            v.lookup(() -> new BegunSessions(v.list(v::begun), v.number() < 0))),
        new Asked<>(
            new Read.ListBegunSessions(v.userId(), v.begun(), 1),
            v.lookup(() -> new BegunSessions(v.list(v::begun), v.number() < 0))),
        new Asked<>(
            new Read.GetKeptSession(v.userId(), v.sessionId(), v.number(), 10),
            v.lookup(v::keptPage)),
        new Asked<>(
            new Read.ListKeptPersonas(3, null, null, 200), v.idPage(() -> v.kept(v::persona))),
        new Asked<>(
            new Read.ListKeptPersonas(3, v.userId(), v.personaId(), 1),
            v.idPage(() -> v.kept(v::persona))),
        new Asked<>(new Read.ListKeptPanels(3, null, 200), v.idPage(v::keptPanel)),
        new Asked<>(new Read.ListKeptPanels(3, v.panelId(), 1), v.idPage(v::keptPanel)),
        new Asked<>(
            new Read.ListKeptPanelMessages(v.panelId(), v.number(), 200),
            v.lookup(() -> v.seqPage(() -> v.kept(v::panelMessage)))),
        new Asked<>(
            new Read.ListKeptInsights(v.panelId(), v.number(), 1),
            v.lookup(() -> v.seqPage(() -> v.kept(v::insight)))),
        new Asked<>(
            new Read.ListKeptDocuments(v.userId(), v.number(), v.number(), 200),
            v.lookup(() -> v.seqPage(() -> v.kept(v::document)))),
        new Asked<>(
            new Read.GetDocumentText(v.userId(), v.sessionId(), v.documentId(), v.number()),
            v.lookup(() -> new DocumentText(v.document(), v.list(v::text)))),
        new Asked<>(
            new Read.ListKeptContexts(v.userId(), v.number(), v.number(), 200),
            v.lookup(() -> v.seqPage(() -> v.kept(v::context)))),
        new Asked<>(new Read.GetEmailVoids(3, v.list(v::emailUse)), v.list(v::number)));
  }
}
