package io.chatlog.processor.read;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.InsightRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.PanelRow;
import io.chatlog.processor.fold.PanelState;
import io.chatlog.processor.fold.PersonaRow;
import io.chatlog.processor.store.PanelScans;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.value.InsightId;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.view.IdPage;
import io.chatlog.view.Insight;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.PanelPost;
import io.chatlog.view.PanelStats;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.SeqPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Personas, panels and what is said in them. A page of messages or insights looks at no more than
 * {@value MessageLists#ROWS_MAX} rows, plus one for each that {@code offset} passes over; one that
 * filters leave short says where to go on.
 */
final class PanelLists {
  private PanelLists() {}

  static Object answer(PartitionHandle handle, PanelState state, Read.OfPanels<?> read) {
    return switch (read) {
      case Read.GetPersona(PersonaId id) -> {
        PersonaRow row = state.persona(id);
        yield row == null
            ? new Lookup.Missing<Persona>(ErrorCode.PERSONA_NOT_FOUND)
            : new Lookup.Found<>(row.persona());
      }
      case Read.ListPersonas list -> personas(handle, list);
      case Read.ListAuthored list -> authored(handle, list);
      case Read.GetPanel(PanelId id) -> ofPanel(state, id, PanelRow::panel);
      case Read.ListPanels list -> panels(handle, list);
      case Read.GetPanelMessage(PanelId panel, MessageId id) -> {
        PanelMessageRow row = state.message(panel, id);
        yield row == null || state.panel(panel) == null
            ? missing(state, panel, ErrorCode.MESSAGE_NOT_FOUND)
            : new Lookup.Found<>(row.message());
      }
      case Read.ListPanelMessages list -> messages(handle, state, list);
      case Read.GetInsight(PanelId panel, InsightId id) -> {
        InsightRow row = state.insight(panel, id);
        yield row == null || state.panel(panel) == null
            ? missing(state, panel, ErrorCode.INSIGHT_NOT_FOUND)
            : new Lookup.Found<>(row.insight());
      }
      case Read.ListInsights list -> ofPanel(state, list.panel(), _ -> insights(handle, list));
      case Read.GetPanelStats(PanelId id) -> ofPanel(state, id, PanelLists::stats);
    };
  }

  /** What is made of a panel, or that there is none. */
  static <T> Lookup<T> ofPanel(PanelState state, PanelId panel, Function<PanelRow, T> then) {
    PanelRow row = state.panel(panel);
    return row == null
        ? new Lookup.Missing<>(ErrorCode.PANEL_NOT_FOUND)
        : new Lookup.Found<>(then.apply(row));
  }

  /** Rows of a panel that is gone may be there for a while. */
  private static <T> Lookup<T> missing(PanelState state, PanelId panel, ErrorCode within) {
    return new Lookup.Missing<>(state.panel(panel) == null ? ErrorCode.PANEL_NOT_FOUND : within);
  }

  private static PanelStats stats(PanelRow row) {
    return row.stats().withAll(row.panel().personas());
  }

  private static IdPage<Persona> personas(PartitionHandle handle, Read.ListPersonas list) {
    List<Persona> personas = new ArrayList<>();
    Predicate<PersonaRow> visitor =
        row -> {
          personas.add(row.persona());
          return personas.size() <= list.limit();
        };
    if (list.owner() == null) {
      PanelScans.personas(handle, list.prefix(), list.after(), visitor);
    } else {
      PanelScans.personasOf(handle, list.owner(), list.prefix(), list.after(), visitor);
    }
    return page(personas, list.limit());
  }

  private static List<PanelPost> authored(PartitionHandle handle, Read.ListAuthored list) {
    List<PanelPost> posts = new ArrayList<>();
    PanelScans.authoredBy(
        handle,
        list.author(),
        row -> {
          posts.add(
              new PanelPost(
                  row.owner(),
                  row.accepted() ? row.panel() : null,
                  row.accepted() ? row.message() : null,
                  row.offset()));
          return posts.size() < list.limit();
        });
    return posts;
  }

  private static IdPage<Panel> panels(PartitionHandle handle, Read.ListPanels list) {
    List<Panel> panels = new ArrayList<>();
    PanelScans.panels(
        handle,
        list.prefix(),
        list.after(),
        row -> {
          panels.add(row.panel());
          return panels.size() <= list.limit();
        });
    return page(panels, list.limit());
  }

  /** A page of what was found, one item beyond the limit perhaps. */
  static <T> IdPage<T> page(List<T> found, int limit) {
    boolean more = found.size() > limit;
    return new IdPage<>(more ? found.subList(0, limit) : found, more);
  }

  private static Lookup<SeqPage<PanelMessage>> messages(
      PartitionHandle handle, PanelState state, Read.ListPanelMessages list) {
    PanelId panel = list.panel();
    MessageRange range = list.range();
    RangePages<PanelMessage> pages =
        new RangePages<>(
            range,
            (from, end, newestFirst, visitor) ->
                PanelScans.messages(
                    handle, panel, from, end, newestFirst, row -> visitor.test(row.message())),
            PanelMessage::seq,
            message ->
                range.admits(message.role(), message.timestampMicros())
                    && (list.personas().isEmpty()
                        || (message.persona() != null
                            && list.personas().contains(message.persona()))));
    MessageId around = range.around();
    PanelMessageRow centre = around == null ? null : state.message(panel, around);
    return centre == null && around != null
        ? missing(state, panel, ErrorCode.MESSAGE_NOT_FOUND)
        : ofPanel(
            state,
            panel,
            _ -> centre == null ? pages.page() : pages.around(centre.message().seq()));
  }

  private static SeqPage<Insight> insights(PartitionHandle handle, Read.ListInsights list) {
    SeqPages<Insight> page = new SeqPages<>(list.range());
    PanelScans.insights(
        handle,
        list.panel(),
        page.fromSeq(),
        page.endSeq(),
        list.range().newestFirst(),
        row -> {
          Insight insight = row.insight();
          boolean matches = list.types().isEmpty() || list.types().contains(insight.type());
          return page.take(insight, insight.seq(), matches);
        });
    return page.page();
  }
}
