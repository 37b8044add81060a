package io.chatlog.testkit.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelPost;
import io.chatlog.view.PanelStats;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.SeqPage;
import io.chatlog.view.SeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The personas and panels of a partition of the model, and what it answers about them. */
final class ModelPanels {
  /** A panel with what was said in it, in the order of {@code seq}. */
  private static final class Talk {
    Panel panel;
    final List<PanelMessage> messages = new ArrayList<>();
    final List<Insight> insights = new ArrayList<>();

    Talk(Panel panel) {
      this.panel = panel;
    }
  }

  private final Map<PersonaId, Persona> personas = new HashMap<>();
  private final Map<PanelId, Talk> talks = new HashMap<>();

  void put(Persona persona) {
    personas.put(persona.id(), persona);
  }

  void put(Panel panel) {
    talks.computeIfAbsent(panel.id(), _ -> new Talk(panel)).panel = panel;
  }

  void put(PanelMessage message) {
    talk(message.panel()).messages.add(message);
  }

  void put(Insight insight) {
    talk(insight.panel()).insights.add(insight);
  }

  private Talk talk(PanelId panel) {
    Talk talk = talks.get(panel);
    if (talk == null) {
      throw new IllegalArgumentException("no panel " + panel);
    }
    return talk;
  }

  Object answer(Read.OfPanels<?> read) {
    return switch (read) {
      case Read.GetPersona r -> found(personas.get(r.persona()), ErrorCode.PERSONA_NOT_FOUND);
      case Read.ListPersonas r ->
          page(
              personas.values().stream()
                  .filter(each -> r.owner() == null || r.owner().equals(each.ownerId()))
                  .toList(),
              persona -> persona.id().value(),
              r.prefix(),
              r.after() == null ? null : r.after().value(),
              r.limit());
      case Read.ListAuthored r ->
          talks.values().stream()
              .flatMap(talk -> talk.messages.stream())
              .filter(said -> r.author().value().equals(said.authorId()))
              .map(said -> new PanelPost(OwnerIds.of(said.panel()), said.panel(), said.id(), 0))
              .limit(r.limit())
              .toList();
      case Read.GetPanel r -> of(r.panel(), talk -> talk.panel);
      case Read.ListPanels r ->
          page(
              talks.values().stream().map(talk -> talk.panel).toList(),
              panel -> panel.id().value(),
              r.prefix(),
              r.after() == null ? null : r.after().value(),
              r.limit());
      case Read.GetPanelMessage r ->
          within(
              r.panel(),
              talk ->
                  talk.messages.stream()
                      .filter(each -> each.id().equals(r.message()))
                      .findFirst()
                      .orElse(null),
              ErrorCode.MESSAGE_NOT_FOUND);
      case Read.ListPanelMessages r -> messages(r);
      case Read.GetInsight r ->
          within(
              r.panel(),
              talk ->
                  talk.insights.stream()
                      .filter(each -> each.id().equals(r.insight()))
                      .findFirst()
                      .orElse(null),
              ErrorCode.INSIGHT_NOT_FOUND);
      case Read.ListInsights r ->
          of(
              r.panel(),
              talk ->
                  page(
                      talk.insights.stream()
                          .filter(each -> r.types().isEmpty() || r.types().contains(each.type()))
                          .toList(),
                      Insight::seq,
                      r.range()));
      case Read.GetPanelStats r -> of(r.panel(), ModelPanels::stats);
    };
  }

  /** All that is kept of personas and panels; fingerprints are all 0. */
  Object kept(Read.ListKeptPersonas read) {
    IdPage<Persona> page =
        page(
            personas.values().stream()
                .filter(each -> read.owner() == null || read.owner().equals(each.ownerId()))
                .toList(),
            persona -> persona.id().value(),
            "",
            read.after() == null ? null : read.after().value(),
            read.limit());
    return new IdPage<>(
        page.items().stream().map(persona -> new Kept<>(persona, 0)).toList(), page.more());
  }

  Object kept(Read.ListKeptPanels read) {
    IdPage<Panel> page =
        page(
            talks.values().stream().map(talk -> talk.panel).toList(),
            panel -> panel.id().value(),
            "",
            read.after() == null ? null : read.after().value(),
            read.limit());
    return new IdPage<>(
        page.items().stream()
            .map(
                panel ->
                    new KeptPanel(
                        panel,
                        talk(panel.id()).messages.size(),
                        talk(panel.id()).insights.size(),
                        0))
            .toList(),
        page.more());
  }

  Object kept(Read.ListKeptPanelMessages read) {
    return of(
        read.panel(),
        talk -> kept(talk.messages, PanelMessage::seq, read.afterSeq(), read.limit()));
  }

  Object kept(Read.ListKeptInsights read) {
    return of(
        read.panel(), talk -> kept(talk.insights, Insight::seq, read.afterSeq(), read.limit()));
  }

  private static <T> SeqPage<Kept<T>> kept(
      List<T> all, ToLongFunction<T> seq, long afterSeq, int limit) {
    List<T> behind = all.stream().filter(each -> seq.applyAsLong(each) > afterSeq).toList();
    List<T> items = behind.subList(0, Math.min(limit, behind.size()));
    return new SeqPage<>(
        items.stream().map(each -> new Kept<>(each, 0)).toList(),
        items.size() == behind.size() ? null : (Long) seq.applyAsLong(items.getLast()));
  }

  private Lookup<SeqPage<PanelMessage>> messages(Read.ListPanelMessages read) {
    Talk talk = talks.get(read.panel());
    if (talk == null) {
      return new Lookup.Missing<>(ErrorCode.PANEL_NOT_FOUND);
    }
    MessageRange range = read.range();
    List<PanelMessage> matching =
        talk.messages.stream()
            .filter(each -> range.admits(each.role(), each.timestampMicros()))
            .filter(
                each ->
                    read.personas().isEmpty()
                        || read.personas().stream().anyMatch(id -> id.equals(each.persona())))
            .toList();
    if (range.around() == null) {
      return new Lookup.Found<>(
          page(
              matching,
              PanelMessage::seq,
              new SeqRange(
                  range.afterSeq(),
                  range.beforeSeq(),
                  range.newestFirst(),
                  range.offset(),
                  range.limit())));
    }
    return talk.messages.stream()
        .filter(each -> each.id().equals(range.around()))
        .findFirst()
        .<Lookup<SeqPage<PanelMessage>>>map(
            centre -> new Lookup.Found<>(around(matching, centre.seq(), range.limit())))
        .orElseGet(() -> new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND));
  }

  private static SeqPage<PanelMessage> around(List<PanelMessage> all, long centre, int limit) {
    List<PanelMessage> before = all.stream().filter(each -> each.seq() < centre).toList();
    List<PanelMessage> half = before.subList(Math.max(0, before.size() - limit / 2), before.size());
    SeqPage<PanelMessage> rest =
        page(
            all,
            PanelMessage::seq,
            new SeqRange(centre - 1, Long.MAX_VALUE, false, 0, limit - half.size()));
    List<PanelMessage> items = new ArrayList<>(half);
    items.addAll(rest.items());
    return new SeqPage<>(items, rest.next());
  }

  private static PanelStats stats(Talk talk) {
    PanelStats stats = PanelStats.EMPTY;
    for (PanelMessage message : talk.messages) {
      stats =
          stats.plusMessage(
              message.persona(),
              message.role(),
              message.content().codePoints().count(),
              message.responseTo() != null,
              message.timestampMicros());
    }
    for (Insight insight : talk.insights) {
      stats = stats.withInsights(stats.insights().plusOne(insight.type()));
    }
    return stats.withAll(talk.panel.personas());
  }

  private <T> Lookup<T> of(PanelId panel, Function<Talk, T> then) {
    Talk talk = talks.get(panel);
    return talk == null
        ? new Lookup.Missing<>(ErrorCode.PANEL_NOT_FOUND)
        : new Lookup.Found<>(then.apply(talk));
  }

  private <T> Lookup<T> within(PanelId panel, Function<Talk, @Nullable T> look, ErrorCode missing) {
    Talk talk = talks.get(panel);
    return talk == null
        ? new Lookup.Missing<>(ErrorCode.PANEL_NOT_FOUND)
        : found(look.apply(talk), missing);
  }

  private static <T> Lookup<T> found(@Nullable T value, ErrorCode missing) {
    return value == null ? new Lookup.Missing<>(missing) : new Lookup.Found<>(value);
  }

  private static <T> IdPage<T> page(
      Collection<T> all, Function<T, String> id, String prefix, @Nullable String after, int limit) {
    List<T> items =
        all.stream()
            .filter(each -> id.apply(each).startsWith(prefix))
            .filter(each -> after == null || ModelAnswers.compareUtf8(id.apply(each), after) > 0)
            .sorted((a, b) -> ModelAnswers.compareUtf8(id.apply(a), id.apply(b)))
            .toList();
    return items.size() > limit
        ? new IdPage<>(items.subList(0, limit), true)
        : new IdPage<>(items, false);
  }

  private static <T> SeqPage<T> page(List<T> all, ToLongFunction<T> seq, SeqRange range) {
    Comparator<T> order = Comparator.comparingLong(seq);
    List<T> matching =
        all.stream()
            .filter(each -> seq.applyAsLong(each) > range.afterSeq())
            .filter(each -> seq.applyAsLong(each) < range.beforeSeq())
            .sorted(range.newestFirst() ? order.reversed() : order)
            .skip(range.offset())
            .toList();
    List<T> items = matching.subList(0, Math.min(range.limit(), matching.size()));
    return new SeqPage<>(
        items,
        items.size() == matching.size() || items.isEmpty()
            ? null
            : (Long) seq.applyAsLong(items.getLast()));
  }
}
