package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
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
import io.chatlog.ingest.accept.DocumentFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.http.PathIds.DocumentAddress;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.http.SingleWrite.Success;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes that write documents. */
final class DocumentRoutes implements Routes {
  private static final Set<MediaType> TYPES = Set.of(MediaType.JSON, MediaType.FORM);
  private static final String DOCUMENTS = "/v1/users/{user}/sessions/{session}/documents";

  private final WriteSteps steps;

  DocumentRoutes(WriteSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, DOCUMENTS, "post_document", this::post);
    routes.add(HttpMethod.DELETE, DOCUMENTS + "/{document}", "delete_document", this::delete);
  }

  private Answer post(Request request) throws IOException {
    MediaType form = request.mediaType(TYPES);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    SessionAddress address = PathIds.session(request);
    Faults faults;
    DocumentFields fields;
    if (form == MediaType.FORM) {
      faults = new Faults();
      fields = DocumentForm.read(request.body(), request.header("Content-Type"), faults);
    } else {
      Fields json = StrictJson.object(request.body(), FieldReaders.DOCUMENT);
      fields = fields(json, content(json));
      faults = json.faults();
    }
    if (steps.documents().faults(fields) instanceof Acceptance.Refused refused) {
      FieldReaders.merge(refused.faults(), faults);
    }
    faults.throwIfAny();
    return steps
        .document()
        .post(address, fields, options, options.context(RouteKind.POST_DOCUMENT));
  }

  private static DocumentFields fields(Fields json, byte @Nullable [] content) {
    return new DocumentFields(
        json.text("document_id"),
        json.text("filename"),
        json.text("original_name"),
        json.text("mime_type"),
        content,
        json.text("uploaded_by"),
        json.object("metadata"));
  }

  /** The bytes of a document in JSON; null when they are at fault. */
  private static byte @Nullable [] content(Fields json) {
    if (json.has("content") == json.has("content_base64")) {
      if (json.has("content")) {
        json.invalid("content_base64", "give content or content_base64, not both");
      } else {
        json.faults()
            .add("/content", ErrorCode.MISSING_FIELD, "content or content_base64 is missing");
      }
      return null;
    }
    String text = json.text("content");
    if (text != null) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String base64 = json.text("content_base64");
    try {
      return base64 == null ? null : Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      json.invalid("content_base64", "must be Base64 as RFC 4648 has it in section 4");
      return null;
    }
  }

  private Answer delete(Request request) throws IOException {
    WriteSteps.requireNoBody(request);
    WriteOptions options = WriteOptions.of(request, steps.settings());
    DocumentAddress address = PathIds.document(request);
    Acceptance acceptance =
        steps
            .documents()
            .deletion(
                address.owner(),
                address.session(),
                address.document(),
                WriteSteps.expectedVersion(request),
                options.context(RouteKind.DELETE_DOCUMENT));
    return steps.single().answer(acceptance, new Faults(), options, Success.REMOVED);
  }
}
