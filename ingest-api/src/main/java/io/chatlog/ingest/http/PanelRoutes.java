package io.chatlog.ingest.http;

import io.chatlog.event.Event;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.Faults;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.PanelAcceptor;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.http.SingleWrite.Success;
import io.chatlog.value.PanelId;
import java.io.IOException;
import java.util.Set;

/** The routes that write panels, their messages and their insights. */
final class PanelRoutes implements Routes {
  private static final Set<MediaType> ONE = Set.of(MediaType.JSON);
  private static final String PANEL = "/v1/panels/{panel}";

  private final WriteSteps steps;
  private final PanelAcceptor acceptor;
  private final PanelPatchReader patches;

  PanelRoutes(WriteSteps steps) {
    this.steps = steps;
    this.acceptor = new PanelAcceptor(steps.acceptor());
    this.patches = new PanelPatchReader(steps.settings().limits());
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/panels", "create_panel", this::create);
    routes.add(HttpMethod.PATCH, PANEL, "patch_panel", this::patch);
    routes.add(HttpMethod.DELETE, PANEL, "delete_panel", this::delete);
    routes.add(HttpMethod.POST, PANEL + "/messages", "post_panel_message", this::message);
    routes.add(HttpMethod.POST, PANEL + "/insights", "post_insight", this::insight);
  }

  private Answer create(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Fields json = StrictJson.object(WriteSteps.objectOrEmpty(request), PanelFieldReaders.PANEL);
    Acceptance acceptance =
        acceptor.panel(PanelFieldReaders.panel(json), options.context(RouteKind.CREATE_PANEL));
    return answer(acceptance, json, request, options, Success.CREATED);
  }

  private Answer patch(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    PanelId panel = PathIds.panel(request);
    Fields json = StrictJson.object(request.body(), PanelPatchReader.PANEL);
    PatchFields patch = patches.panel(json);
    Acceptance acceptance =
        acceptor.panelPatch(
            panel,
            patch,
            WriteSteps.expectedVersion(request),
            options.context(RouteKind.PATCH_PANEL));
    return answer(acceptance, json, request, options, Success.CHANGED);
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    Acceptance acceptance =
        acceptor.panelDeletion(
            PathIds.panel(request),
            WriteSteps.expectedVersion(request),
            options.context(RouteKind.DELETE_PANEL));
    return steps.single().answer(acceptance, new Faults(), options, Success.REMOVED);
  }

  private Answer message(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    PanelId panel = PathIds.panel(request);
    Fields json = StrictJson.object(request.body(), PanelFieldReaders.MESSAGE);
    Acceptance acceptance =
        acceptor.message(
            panel, PanelFieldReaders.message(json), options.context(RouteKind.POST_PANEL_MESSAGE));
    return answer(acceptance, json, request, options, Success.CREATED);
  }

  private Answer insight(Request request) throws IOException {
    request.mediaType(ONE);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    PanelId panel = PathIds.panel(request);
    Fields json = StrictJson.object(request.body(), PanelFieldReaders.INSIGHT);
    Acceptance acceptance =
        acceptor.insight(
            panel, PanelFieldReaders.insight(json), options.context(RouteKind.POST_INSIGHT));
    return steps.single().answer(acceptance, json.faults(), options, Success.CREATED);
  }

  private Answer answer(
      Acceptance acceptance, Fields json, Request request, WriteOptions options, Success success) {
    Event event = SingleWrite.accepted(acceptance, json.faults());
    return steps
        .single()
        .answer(steps.references().checked(event, request), options, success, _ -> {});
  }
}
