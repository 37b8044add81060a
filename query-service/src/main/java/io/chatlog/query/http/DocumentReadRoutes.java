package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.PathIds.DocumentAddress;
import io.chatlog.value.Ids;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Document;
import io.chatlog.view.DocumentPage;
import io.chatlog.view.DocumentPart;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.In;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents: one by one, their content, and lists of them. */
final class DocumentReadRoutes implements Routes {
  private static final String DOCUMENT = "/v1/users/{user}/sessions/{session}/documents/{document}";
  private static final Set<String> NAMES = Set.of("session_id", "type", "limit", "cursor");
  private static final int CURSOR_KIND = 50;
  private static final int TYPE_CHARS_MAX = 255;
  private static final Codec<Long> OFFSET =
      Codec.of((offset, out) -> out.writeLong(offset), In::readLong);

  private final ReadSteps steps;

  DocumentReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, DOCUMENT, "get_document", this::get)
        .add(HttpMethod.GET, DOCUMENT + "/content", "get_document_content", this::content)
        .add(HttpMethod.GET, "/v1/users/{user}/documents", "list_documents", NAMES, this::list);
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
        new DocumentContent(steps, address, part, ReadSteps.noOlderThan(first, freshness));
    return ReadSteps.telling(first, content.answer(request));
  }

  private Answer list(Request request) {
    UserId user = PathIds.user(request);
    QueryParameters query = request.query();
    int limit =
        query.integer("limit", steps.limits().pageItemsDefault(), 1, steps.limits().pageItemsMax());
    SessionId session = session(query);
    String type = type(query);
    String cursor = query.string("cursor");
    query.throwIfFaulty();
    Cursor<Long> cursors = new Cursor<>(CURSOR_KIND, OFFSET, user, session, type);
    long before = cursor == null ? Long.MAX_VALUE : cursors.read(cursor);
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<DocumentPage>> first =
        steps.ask(new Read.ListDocuments(user, session, type, before, limit), freshness);
    DocumentPage page = ReadSteps.found(first);
    List<Document> items = new ArrayList<>(page.items());
    Long next = page.next();
    Patience patience = Patience.of(steps.limits().fillMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    while (next != null && items.size() < limit && patience.lasts()) {
      Read<Lookup<DocumentPage>> rest =
          new Read.ListDocuments(user, session, type, next, limit - items.size());
      page = ReadSteps.found(steps.ask(rest, later));
      items.addAll(page.items());
      next = page.next();
    }
    String nextCursor = next == null ? null : cursors.write(next);
    return ReadSteps.telling(
        first,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (Document document : items) {
                EntityJson.write(document, json);
              }
              json.endArray().field("next_cursor", nextCursor).endObject();
            }));
  }

  private static @Nullable SessionId session(QueryParameters query) {
    String id = query.string("session_id");
    if (id == null) {
      return null;
    }
    Optional<String> wrong = Ids.fault(id);
    wrong.ifPresent(why -> query.fault("session_id", "the id " + why));
    return wrong.isPresent() ? null : new SessionId(id);
  }

  /** A media type, or all of a kind. */
  private static @Nullable String type(QueryParameters query) {
    String type = query.string("type");
    if (type == null) {
      return null;
    }
    if (type.length() > TYPE_CHARS_MAX || type.indexOf('/') < 1 || type.endsWith("/")) {
      query.fault("type", "must be a media type such as application/pdf, or text/* for all texts");
      return null;
    }
    return type.toLowerCase(Locale.ROOT);
  }
}
