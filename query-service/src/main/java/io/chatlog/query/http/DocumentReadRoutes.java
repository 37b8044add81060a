package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.PathIds.DocumentAddress;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents: one by one, their content, and lists of them. */
final class DocumentReadRoutes implements Routes {
  private static final String DOCUMENTS = "/v1/users/{user}/sessions/{session}/documents";
  private static final String DOCUMENT = DOCUMENTS + "/{document}";
  private static final int OF_USER_CURSOR = 50;
  private static final int OF_SESSION_CURSOR = 51;
  private static final int TYPE_CHARS_MAX = 255;

  private final ReadSteps steps;

  DocumentReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, DOCUMENT, "get_document", this::get)
        .add(HttpMethod.GET, DOCUMENT + "/content", "get_document_content", this::content)
        .add(
            HttpMethod.GET,
            DOCUMENTS,
            "list_session_documents",
            Set.of("type", "limit", "cursor", "offset"),
            this::ofSession)
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/documents",
            "list_documents",
            Set.of("session_id", "type", "limit", "cursor", "offset"),
            this::ofUser);
  }

  private Answer get(Request request) {
    DocumentAddress address = PathIds.document(request);
    Complete<Lookup<Document>> complete =
        steps.ask(
            request, new Read.GetDocument(address.owner(), address.session(), address.document()));
    Document document = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request,
            document.version(),
            Answer.json(200, json -> EntityJson.write(document, json))));
  }

  private Answer content(Request request) {
    DocumentAddress address = PathIds.document(request);
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<DocumentPart>> first =
        steps.ask(
            new Read.GetDocumentPart(address.owner(), address.session(), address.document(), 0),
            freshness);
    DocumentPart part = ReadSteps.found(first);
    DocumentContent content =
        new DocumentContent(steps, address, part, ReadSteps.goingOn(first, freshness));
    return ReadSteps.telling(first, content.answer(request));
  }

  private Answer ofUser(Request request) {
    UserId user = PathIds.user(request);
    QueryParameters query = request.query();
    NewestFirst page = NewestFirst.read(query, steps.limits());
    SessionId session = Parameters.session(query);
    String type = type(query);
    query.throwIfFaulty();
    return page.answer(
        steps,
        request,
        (before, limit) -> new Read.ListDocuments(user, session, type, offset(before), limit),
        OF_USER_CURSOR,
        user,
        session,
        type);
  }

  private Answer ofSession(Request request) {
    SessionAddress session = PathIds.session(request);
    QueryParameters query = request.query();
    NewestFirst page = NewestFirst.read(query, steps.limits());
    String type = type(query);
    query.throwIfFaulty();
    return page.answer(
        steps,
        request,
        (before, limit) ->
            new Read.ListSessionDocuments(
                session.owner(), session.session(), type, offset(before), limit),
        OF_SESSION_CURSOR,
        session,
        type);
  }

  private static long offset(@Nullable Long before) {
    return before == null ? Long.MAX_VALUE : before;
  }

  /** A media type, or all of a kind. */
  private static @Nullable String type(QueryParameters query) {
    String type = query.string("type");
    if (type == null) {
      return null;
    }
    int parameters = type.indexOf(';');
    String plain = (parameters < 0 ? type : type.substring(0, parameters)).strip();
    if (type.length() > TYPE_CHARS_MAX || plain.indexOf('/') < 1 || plain.endsWith("/")) {
      query.fault("type", "must be a media type such as application/pdf, or text/* for all texts");
      return null;
    }
    return plain.equals("*/*") ? null : plain.toLowerCase(Locale.ROOT);
  }
}
