package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.IfMatch;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.value.Ids;
import io.chatlog.value.InsightType;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Lookup;
import io.chatlog.view.Panel;
import io.chatlog.view.PanelEntity;
import io.chatlog.view.PanelStats;
import io.chatlog.view.Read;
import io.chatlog.view.wire.PanelCodecs;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Panels, what was said in them, what they came to, and what is counted of that. */
final class PanelReadRoutes implements Routes {
  private static final String PANEL = "/v1/panels/{panel}";
  private static final int PANELS_CURSOR = 61;
  private static final int MESSAGES_CURSOR = 64;
  private static final int INSIGHTS_CURSOR = 63;

  private final ReadSteps steps;
  private final IdLists<Panel, PanelId> lists;

  PanelReadRoutes(ReadSteps steps) {
    this.steps = steps;
    this.lists = new IdLists<>(steps, PANELS_CURSOR, PanelCodecs.PANEL_ID, Panel::id);
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/panels",
            "list_panels",
            Set.of("prefix", "limit", "cursor", "offset"),
            this::list)
        .add(HttpMethod.GET, PANEL, "get_panel", this::get)
        .add(
            HttpMethod.GET,
            PANEL + "/messages",
            "list_panel_messages",
            and(MessageListParameters.NAMES, "persona_id"),
            this::messages)
        .add(HttpMethod.GET, PANEL + "/messages/{message}", "get_panel_message", this::message)
        .add(
            HttpMethod.GET,
            PANEL + "/insights",
            "list_insights",
            and(SeqLists.NAMES, "type"),
            this::insights)
        .add(HttpMethod.GET, PANEL + "/insights/{insight}", "get_insight", this::insight)
        .add(HttpMethod.GET, PANEL + "/stats", "panel_stats", this::stats);
  }

  private static Set<String> and(Set<String> names, String... more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(List.of(more));
    return all;
  }

  private Answer list(Request request) {
    return lists.answer(request, request.query(), null, Read.ListPanels::new);
  }

  private Answer get(Request request) {
    Complete<Lookup<Panel>> complete =
        steps.ask(request, new Read.GetPanel(PathIds.panel(request)));
    Panel panel = ReadSteps.found(complete);
    // never 304: messages change a panel and not its version
    return ReadSteps.telling(
        complete,
        Answer.json(200, json -> EntityJson.write(panel, json))
            .header(IfMatch.TAG_HEADER, IfMatch.tag(panel.version())));
  }

  private Answer messages(Request request) {
    PanelId panel = PathIds.panel(request);
    QueryParameters query = request.query();
    Set<PersonaId> personas = personas(query);
    MessageListParameters parameters =
        MessageListParameters.read(
            query,
            MESSAGES_CURSOR,
            List.of(panel, sorted(personas)),
            steps.clock(),
            steps.limits());
    return MessageLists.answer(
        steps, request, parameters, range -> new Read.ListPanelMessages(panel, personas, range));
  }

  private static List<String> sorted(Set<PersonaId> personas) {
    return personas.stream().map(PersonaId::value).sorted().toList();
  }

  private static Set<PersonaId> personas(QueryParameters query) {
    Set<PersonaId> personas = new HashSet<>();
    for (String id : query.strings("persona_id")) {
      Optional<String> fault = Ids.fault(id);
      if (fault.isPresent()) {
        query.fault("persona_id", ErrorCode.INVALID_ID, "the id " + fault.get());
      } else {
        personas.add(new PersonaId(id));
      }
    }
    return personas;
  }

  private Answer message(Request request) {
    return one(request, PathIds.panelMessage(request));
  }

  private Answer insight(Request request) {
    return one(request, PathIds.insight(request));
  }

  private <T extends PanelEntity> Answer one(Request request, Read<Lookup<T>> read) {
    Complete<Lookup<T>> complete = steps.ask(request, read);
    T entity = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request, entity.version(), Answer.json(200, json -> EntityJson.write(entity, json))));
  }

  private Answer insights(Request request) {
    PanelId panel = PathIds.panel(request);
    QueryParameters query = request.query();
    Set<InsightType> types = types(query);
    return SeqLists.answer(
        steps,
        request,
        query,
        INSIGHTS_CURSOR,
        List.of(panel, types),
        range -> new Read.ListInsights(panel, types, range));
  }

  private static Set<InsightType> types(QueryParameters query) {
    Set<InsightType> types = EnumSet.noneOf(InsightType.class);
    for (String name : query.strings("type")) {
      InsightType.parse(name)
          .ifPresentOrElse(
              types::add,
              () ->
                  query.fault(
                      "type", "must be one of conclusion, analysis, summary, recommendation"));
    }
    return types;
  }

  private Answer stats(Request request) {
    PanelId panel = PathIds.panel(request);
    Complete<Lookup<PanelStats>> complete = steps.ask(request, new Read.GetPanelStats(panel));
    PanelStats stats = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete, Answer.json(200, json -> PanelStatsJson.write(panel, stats, json)));
  }
}
