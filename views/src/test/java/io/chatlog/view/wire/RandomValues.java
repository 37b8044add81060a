package io.chatlog.view.wire;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.PanelId;
import io.chatlog.value.PanelType;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.Changes;
import io.chatlog.view.ContextPage;
import io.chatlog.view.Contribution;
import io.chatlog.view.Credential;
import io.chatlog.view.DailyRange;
import io.chatlog.view.DailyRow;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.DocumentPage;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.DurationHistogram;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.EmailUse;
import io.chatlog.view.Entity;
import io.chatlog.view.FacetCounts;
import io.chatlog.view.Freshness;
import io.chatlog.view.HighlightOffsets;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.InsightCounts;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelStats;
import io.chatlog.view.Persona;
import io.chatlog.view.Receipt;
import io.chatlog.view.RoleCounts;
import io.chatlog.view.SavedContext;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchShape.Facet;
import io.chatlog.view.SearchType;
import io.chatlog.view.SeqPage;
import io.chatlog.view.SeqRange;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.SessionStats;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.Subject;
import io.chatlog.view.SystemStats;
import io.chatlog.view.TagPage;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.User;
import io.chatlog.view.UserMessagePage;
import io.chatlog.view.UserPage;
import io.chatlog.view.UserStats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values of every type that travels, extremes included, the same for the same seed. */
final class RandomValues {
  private static final long[] EXTREMES = {
    0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final int[] CODE_POINTS = {
    'a', 'Z', '0', ' ', '\n', '"', '\\', 0, 0x7f, 0xe9, 0x4e2d, 0xfffd, 0xffff, 0x1f600, 0x10ffff
  };
  private static final int[] ID_CODE_POINTS = {'a', '[', '`', '|', 0xe9, 0x4e2d, 0x1f600};

  private final Random random;

  RandomValues(long seed) {
    this.random = new Random(seed);
  }

  long number() {
    return random.nextInt(3) == 0
        ? EXTREMES[random.nextInt(EXTREMES.length)]
        : random.nextLong() >> random.nextInt(64);
  }

  @Nullable Long nullableNumber() {
    return random.nextBoolean() ? null : (Long) number();
  }

  String text() {
    return text(CODE_POINTS, random.nextInt(40));
  }

  private String text(int[] from, int codePoints) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < codePoints; at++) {
      text.appendCodePoint(from[random.nextInt(from.length)]);
    }
    return text.toString();
  }

  @Nullable String nullableText() {
    return random.nextBoolean() ? null : text();
  }

  UserId userId() {
    return new UserId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  KeptUser keptUser() {
    return new KeptUser(user(), credential().passwordHash(), number());
  }

  <T> Kept<T> kept(Supplier<T> value) {
    return new Kept<>(value.get(), number());
  }

  KeptPanel keptPanel() {
    return new KeptPanel(panel(), number(), number(), number());
  }

  BegunSessions.Place begun() {
    return new BegunSessions.Place(number(), sessionId());
  }

  KeptSession.Page keptPage() {
    return new KeptSession.Page(
        new KeptSession(
            session(), number(), number(), number() < 0, number() < 0 ? null : embedding()),
        list(() -> new KeptMessage(message(), number(), number() < 0 ? null : embedding())),
        nullableNumber());
  }

  SessionId sessionId() {
    return new SessionId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  MessageId messageId() {
    return new MessageId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  PersonaId personaId() {
    return new PersonaId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  PanelId panelId() {
    return new PanelId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  InsightId insightId() {
    return new InsightId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  InsightType insightType() {
    return oneOf(InsightType.values());
  }

  Persona persona() {
    return new Persona(
        personaId(),
        text(),
        nullableText(),
        list(this::text),
        list(this::text),
        text(),
        random.nextBoolean() ? null : userId(),
        text(),
        number(),
        number(),
        number());
  }

  Panel panel() {
    return new Panel(
        panelId(),
        text(),
        oneOf(PanelType.values()),
        list(this::personaId),
        text(),
        text(),
        number(),
        number(),
        nullableNumber(),
        number(),
        number());
  }

  PanelMessage panelMessage() {
    return new PanelMessage(
        messageId(),
        panelId(),
        number(),
        role(),
        text(),
        random.nextBoolean() ? null : personaId(),
        random.nextBoolean() ? null : messageId(),
        nullableText(),
        number(),
        number(),
        text(),
        number());
  }

  Insight insight() {
    return new Insight(
        insightId(),
        panelId(),
        number(),
        insightType(),
        text(),
        list(this::messageId),
        number(),
        number());
  }

  PanelStats panelStats() {
    return new PanelStats(
        list(
            () ->
                new Contribution(
                    random.nextBoolean() ? null : personaId(),
                    number(),
                    number(),
                    number(),
                    nullableNumber(),
                    nullableNumber())),
        roleCounts(),
        new InsightCounts(number(), number(), number(), number()));
  }

  Subject subject() {
    return switch (random.nextInt(6)) {
      case 0 -> new Subject.OfPersona(personaId());
      case 5 -> new Subject.OfDocument(sessionId(), documentId());
      case 4 -> new Subject.OfContext(context().id());
      case 1 -> new Subject.OfPanel(panelId());
      case 2 -> new Subject.OfPanelMessage(panelId(), messageId());
      default -> new Subject.OfInsight(panelId(), insightId());
    };
  }

  SeqRange seqRange() {
    return new SeqRange(
        number(),
        number(),
        random.nextBoolean(),
        random.nextInt(SeqRange.OFFSET_MAX + 1),
        1 + random.nextInt(SeqRange.LIMIT_MAX));
  }

  <T> IdPage<T> idPage(Supplier<T> item) {
    return new IdPage<>(list(item), random.nextBoolean());
  }

  <T> SeqPage<T> seqPage(Supplier<T> item) {
    return new SeqPage<>(list(item), nullableNumber());
  }

  DocumentId documentId() {
    return new DocumentId(text(ID_CODE_POINTS, 1 + random.nextInt(20)));
  }

  Document document() {
    return new Document(
        documentId(),
        sessionId(),
        userId(),
        text(),
        nullableText(),
        text(),
        number(),
        text(),
        nullableText(),
        number(),
        number(),
        nullableText(),
        text(),
        number());
  }

  DocumentChunk chunk() {
    return new DocumentChunk(document(), number(), text());
  }

  DocumentPage documentPage() {
    return new DocumentPage(list(this::document), nullableNumber());
  }

  DocumentPart documentPart() {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return new DocumentPart(document(), bytes, random.nextInt());
  }

  <T> List<T> list(Supplier<T> item) {
    int size = random.nextInt(5);
    List<T> items = new ArrayList<>();
    for (int at = 0; at < size; at++) {
      items.add(item.get());
    }
    return items;
  }

  <T> Set<T> set(Supplier<T> item) {
    return new HashSet<>(list(item));
  }

  <E> E oneOf(E[] items) {
    return items[random.nextInt(items.length)];
  }

  ErrorCode code() {
    return oneOf(ErrorCode.values());
  }

  Role role() {
    return oneOf(Role.values());
  }

  SessionStatus status() {
    return oneOf(SessionStatus.values());
  }

  User user() {
    return new User(
        userId(),
        nullableText(),
        nullableText(),
        nullableText(),
        nullableText(),
        text(),
        text(),
        number(),
        number(),
        number());
  }

  Session session() {
    return new Session(
        sessionId(),
        userId(),
        text(),
        text(),
        nullableText(),
        status(),
        nullableText(),
        list(this::text),
        text(),
        nullableText(),
        number(),
        number(),
        nullableNumber(),
        nullableNumber(),
        number(),
        number());
  }

  Message message() {
    return new Message(
        messageId(),
        sessionId(),
        userId(),
        number(),
        role(),
        text(),
        nullableText(),
        number(),
        number(),
        nullableNumber(),
        text(),
        number());
  }

  DurationHistogram histogram() {
    DurationHistogram histogram = DurationHistogram.EMPTY;
    for (int at = random.nextInt(6); at > 0; at--) {
      histogram = histogram.plus(number() & Long.MAX_VALUE);
    }
    return histogram;
  }

  RoleCounts roleCounts() {
    return new RoleCounts(number(), number(), number(), number());
  }

  SessionStats sessionStats() {
    return new SessionStats(
        roleCounts(), number(), number(), histogram(), nullableNumber(), nullableNumber());
  }

  TreeMap<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>();
    list(this::text).forEach(name -> counts.put(name, number()));
    return counts;
  }

  UserStats userStats() {
    return new UserStats(number(), roleCounts(), nullableNumber(), nullableNumber(), counts());
  }

  SystemStats systemStats() {
    return new SystemStats(number(), number(), number(), number());
  }

  TermStatistics terms() {
    return new TermStatistics(number(), number(), counts(), counts());
  }

  SearchQuery.After after() {
    return new SearchQuery.After(random.nextFloat(), number(), random.nextInt(100), number());
  }

  SearchHit hit() {
    return new SearchHit(
        switch (random.nextInt(3)) {
          case 0 -> message();
          case 1 -> chunk();
          default -> session();
        },
        text(),
        random.nextFloat(),
        random.nextFloat(),
        list(this::text),
        after(),
        number(),
        random.nextBoolean() ? null : (Float) random.nextFloat(),
        list(() -> new HighlightOffsets(span(), list(this::span))));
  }

  HighlightOffsets.Span span() {
    return new HighlightOffsets.Span(random.nextInt(), random.nextInt());
  }

  Embedding embedding() {
    float[] numbers = new float[1 + random.nextInt(20)];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = random.nextFloat() + 0.1f;
    }
    return Embedding.of(numbers);
  }

  SimilarQuery similarQuery() {
    return new SimilarQuery(searchQuery(), embedding());
  }

  FacetCounts facets() {
    Map<Facet, List<FacetCounts.Value>> values = new EnumMap<>(Facet.class);
    set(() -> oneOf(Facet.values()))
        .forEach(facet -> values.put(facet, list(() -> new FacetCounts.Value(text(), number()))));
    return new FacetCounts(values, random.nextBoolean());
  }

  UserPage userPage() {
    return new UserPage(list(this::user), random.nextBoolean());
  }

  SessionPage sessionPage() {
    return new SessionPage(
        list(() -> new SessionPage.Item(session(), place())),
        freshness().atLeast(),
        random.nextBoolean() ? null : place(),
        random.nextBoolean());
  }

  TagPage tagPage() {
    return new TagPage(list(this::tag), random.nextBoolean());
  }

  TagPage.Tag tag() {
    return new TagPage.Tag(text(), number());
  }

  MessagePage messagePage() {
    MessagePage.Life life =
        random.nextBoolean()
            ? null
            : new MessagePage.Life(number(), number(), random.nextBoolean());
    return new MessagePage(list(this::message), nullableNumber(), life);
  }

  DailyRange days() {
    int from = random.nextInt(100_000) - 50_000;
    return new DailyRange(
        from,
        from + random.nextInt(DailyRow.DAYS_MAX),
        random.nextBoolean() ? null : text(),
        random.nextBoolean() ? null : SessionStatus.values()[random.nextInt(4)]);
  }

  DailyRow dailyRow() {
    return new DailyRow(
        random.nextInt(),
        text(),
        SessionStatus.values()[random.nextInt(4)],
        number(),
        number(),
        number(),
        number(),
        number(),
        number());
  }

  StreamPlace streamPlace() {
    List<StreamPlace.Missed> missed = new ArrayList<>();
    for (int left = random.nextInt(StreamPlace.MISSED_MAX + 1); left > 0; left--) {
      long from = random.nextInt(1_000);
      missed.add(new StreamPlace.Missed(from, from + random.nextInt(9), number() >>> 1));
    }
    return new StreamPlace(number() >>> 1, number() >>> 1, missed);
  }

  UserMessagePage userMessagePage() {
    return new UserMessagePage(
        list(() -> new UserMessagePage.Placed(streamPlace(), message())),
        streamPlace(),
        random.nextBoolean());
  }

  Changes changes() {
    return new Changes(number(), random.nextBoolean(), list(() -> (int) number()));
  }

  SearchPage searchPage() {
    return new SearchPage(
        list(this::hit),
        number(),
        random.nextBoolean(),
        random.nextBoolean(),
        facets(),
        random.nextBoolean() ? null : terms(),
        random.nextInt(100));
  }

  <T> Lookup<T> lookup(Supplier<T> found) {
    return random.nextInt(3) == 0 ? new Lookup.Missing<>(code()) : new Lookup.Found<>(found.get());
  }

  @Nullable Entity entity() {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 8 -> document();
      case 1 -> user();
      case 2 -> session();
      case 3 -> persona();
      case 4 -> panel();
      case 5 -> panelMessage();
      case 6 -> insight();
      case 7 -> context();
      default -> message();
    };
  }

  ContextId contextId() {
    return new ContextId(sessionId().value());
  }

  SavedContext context() {
    return new SavedContext(
        contextId(),
        userId(),
        random.nextBoolean() ? null : sessionId(),
        random.nextBoolean() ? null : text(),
        text(),
        list(this::text),
        text(),
        random.nextBoolean() ? null : random.nextDouble(),
        random.nextBoolean()
            ? null
            : new MessageSpan(
                number(),
                number(),
                nullableNumber(),
                random.nextBoolean() ? null : (Boolean) random.nextBoolean()),
        text(),
        number());
  }

  ContextPage contextPage() {
    return new ContextPage(list(this::context), nullableNumber());
  }

  Outcome outcome() {
    return random.nextBoolean()
        ? new Outcome.Applied(random.nextBoolean(), number(), entity())
        : new Outcome.Refused(code(), text());
  }

  Receipt receipt() {
    return switch (random.nextInt(3)) {
      case 0 -> new Receipt.Applied();
      case 1 -> new Receipt.Pending();
      default -> new Receipt.Rejected(code(), text(), random.nextBoolean() ? null : userId());
    };
  }

  EmailClaim emailClaim() {
    return new EmailClaim(userId(), userId(), number(), number());
  }

  Credential credential() {
    return new Credential(
        userId(),
        random.nextBoolean() ? null : text(),
        random.nextBoolean() ? null : new PasswordHash(text()));
  }

  EmailUse emailUse() {
    return new EmailUse(userId(), userId());
  }

  OutcomeQuestion question() {
    if (random.nextInt(3) == 0) {
      return new OutcomeQuestion(number(), userId(), null, null, subject());
    }
    return new OutcomeQuestion(
        number(),
        userId(),
        random.nextBoolean() ? null : sessionId(),
        random.nextBoolean() ? null : messageId());
  }

  SessionPlace place() {
    return new SessionPlace(number(), text(), userId(), sessionId());
  }

  /** Offsets that a log can have. */
  private Positions positionsOfALog() {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    list(() -> random.nextInt(64))
        .forEach(partition -> offsets.put(partition, Math.max(Positions.NOTHING, number())));
    return new Positions(offsets);
  }

  SessionRange sessionRange() {
    return sessionRange(random.nextInt(SessionRange.OFFSET_MAX + 1));
  }

  SessionRange sessionRange(int offset) {
    return new SessionRange(
        random.nextBoolean() ? null : new SessionRange.From(positionsOfALog(), place()),
        SessionSort.values()[random.nextInt(SessionSort.values().length)],
        random.nextBoolean(),
        offset,
        1 + random.nextInt(SessionRange.LIMIT_MAX),
        new SessionFilter(
            set(this::status),
            set(this::text),
            set(this::text),
            set(this::text),
            set(() -> new SessionFilter.Metadata(text(), text())),
            set(this::text),
            number(),
            number()));
  }

  MessageRange messageRange() {
    return new MessageRange(
        number(),
        number(),
        number(),
        number(),
        set(this::role),
        random.nextBoolean(),
        random.nextInt(MessageRange.OFFSET_MAX + 1),
        1 + random.nextInt(MessageRange.LIMIT_MAX),
        random.nextBoolean() ? null : messageId());
  }

  SearchQuery searchQuery() {
    return new SearchQuery(
        text(),
        new SearchFilter(
            set(() -> oneOf(SearchType.values())),
            set(this::sessionId),
            set(this::role),
            set(this::text),
            set(this::text),
            set(this::text),
            set(() -> new SessionFilter.Metadata(text(), text())),
            number(),
            number()),
        new SearchShape(
            oneOf(SearchShape.Order.values()),
            random.nextBoolean() ? null : oneOf(SearchShape.Group.values()),
            set(() -> oneOf(Facet.values()))),
        random.nextFloat(),
        random.nextBoolean(),
        1 + random.nextInt(SearchQuery.LIMIT_MAX),
        random.nextInt(SearchQuery.DEPTH_MAX - SearchQuery.LIMIT_MAX),
        random.nextBoolean() ? null : after());
  }

  SearchQuery boundedQuery() {
    return searchQuery().asOf(positions());
  }

  private Positions positions() {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    list(() -> random.nextInt(64)).forEach(partition -> offsets.put(partition, number()));
    return new Positions(offsets);
  }

  Freshness freshness() {
    return new Freshness(
        positions(), random.nextInt(Freshness.WAIT_MILLIS_MAX + 1), random.nextBoolean());
  }
}
