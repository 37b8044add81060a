package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.body.Multipart;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.problem.Faults;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.DocumentFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A document that comes as a form: its bytes in a part of their own, its fields beside it. */
final class DocumentForm {
  private static final String FILE = "file";
  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final String METADATA = "metadata";
  private static final Set<String> FIELDS =
      Set.of("document_id", "filename", "original_name", "mime_type", "uploaded_by", METADATA);
  private static final FieldNames METADATA_ONLY = FieldNames.of(METADATA);
  private static final Pattern PLACE = Pattern.compile(" at line [0-9]+, column [0-9]+");

  private final Map<String, Multipart.Part> parts = new HashMap<>();
  private final Faults faults;

  private DocumentForm(Faults faults) {
    this.faults = faults;
  }

  /**
   * Reads a form.
   *
   * @param contentType the header that names the boundary
   * @param faults takes what is wrong with single fields
   */
  static DocumentFields read(Body body, @Nullable String contentType, Faults faults) {
    DocumentForm form = new DocumentForm(faults);
    for (Multipart.Part part : Multipart.parts(body, contentType)) {
      form.take(part);
    }
    return form.fields();
  }

  private void take(Multipart.Part part) {
    String pointer = "/" + part.name();
    if (!part.name().equals(FILE) && !FIELDS.contains(part.name())) {
      faults.add(pointer, ErrorCode.UNKNOWN_FIELD, "there is no field of this name");
    } else if (parts.putIfAbsent(part.name(), part) != null) {
      faults.add(pointer, ErrorCode.INVALID_FIELD, "must be given once");
    }
  }

  private DocumentFields fields() {
    Multipart.Part file = parts.get(FILE);
    if (file == null) {
      faults.add("/" + FILE, ErrorCode.MISSING_FIELD, "the part file is missing");
    }
    String filename = text("filename");
    String type = text("mime_type");
    return new DocumentFields(
        text("document_id"),
        filename != null || file == null ? filename : file.filename(),
        text("original_name"),
        type != null || file == null ? type : type(file),
        file == null ? null : file.bytes(),
        text("uploaded_by"),
        metadata());
  }

  /** The type of a file; null where the part does not know, so that the name is to tell. */
  private static @Nullable String type(Multipart.Part file) {
    String type = file.contentType();
    return UNKNOWN_TYPE.equals(type) ? null : type;
  }

  private @Nullable String text(String name) {
    Multipart.Part part = parts.get(name);
    return part == null ? null : part.text();
  }

  /** The metadata, read as strictly as in a JSON body; every fault of it has its pointer. */
  private @Nullable String metadata() {
    String json = text(METADATA);
    if (json == null) {
      return null;
    }
    String pointer = "/" + METADATA;
    if (json.isBlank()) {
      faults.add(pointer, ErrorCode.MALFORMED_JSON, "the metadata is empty");
      return null;
    }
    Fields only;
    try {
      only = StrictJson.object(Body.of("{\"metadata\":" + json + "}"), METADATA_ONLY);
    } catch (ProblemException e) {
      // Line and column are those of the text that was made up here.
      String detail = PLACE.matcher(e.problem().detail()).replaceAll("");
      faults.add(pointer, e.problem().code(), detail.replace("the body", "the metadata"));
      return null;
    }
    String metadata = only.object(METADATA);
    for (FieldFault fault : only.faults().list()) {
      if (fault.pointer().startsWith(pointer)) {
        faults.add(fault.pointer(), fault.code(), fault.detail());
      } else {
        faults.add(pointer, ErrorCode.MALFORMED_JSON, "something follows behind the object");
      }
    }
    return metadata;
  }
}
