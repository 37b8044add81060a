package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The events of a document: its parts, and the one that makes a document of them. Thread-safe where
 * the acceptor is.
 */
public final class DocumentAcceptor {
  private static final Pattern TYPE =
      Pattern.compile("[!#$&^_.+\\-A-Za-z0-9]+/[!#$&^_.+\\-A-Za-z0-9]+(?:[ ]*;[ -~]*)?");

  private final Acceptor acceptor;
  private final DocumentLimits limits;

  public DocumentAcceptor(Acceptor acceptor, DocumentLimits limits) {
    this.acceptor = acceptor;
    this.limits = limits;
  }

  /** A document that may go to the log, and the names that it goes by there. */
  public record Accepted(
      UserId owner,
      SessionId session,
      DocumentId document,
      UploadId upload,
      String filename,
      String mimeType,
      byte[] content,
      DocumentFields fields) {}

  /** The faults of a document's fields, or null when there are none. */
  public Acceptance.@Nullable Refused faults(DocumentFields fields) {
    Checks checks = acceptor.checks();
    checks.id("/document_id", fields.documentId());
    if (checks.required("/filename", fields.filename())) {
      checks.name("/filename", fields.filename(), limits.nameCharsMax());
    }
    checks.name("/original_name", fields.originalName(), limits.nameCharsMax());
    String type = fields.mimeType();
    if (type != null
        && (type.length() > DocumentLimits.TYPE_CHARS_MAX || !TYPE.matcher(type).matches())) {
      checks.fault(
          "/mime_type", ErrorCode.INVALID_FIELD, "must be a media type such as text/plain");
    }
    checks.id("/uploaded_by", fields.uploadedBy());
    checks.object("/metadata", fields.metadataJson());
    return checks.passed() ? null : checks.refused();
  }

  /**
   * A document without faults.
   *
   * @param fields with a filename and a content
   */
  public Accepted accept(
      UserId owner, SessionId session, DocumentFields fields, WriteContext context) {
    String filename = fields.filename();
    byte[] content = fields.content();
    if (filename == null || content == null) {
      throw new IllegalArgumentException("a document without a name or a content");
    }
    String type = fields.mimeType();
    return new Accepted(
        owner,
        session,
        new DocumentId(acceptor.idOr(fields.documentId(), context, owner.value(), session.value())),
        new UploadId(acceptor.newId()),
        filename,
        type == null ? FileTypes.of(filename) : type,
        content,
        fields);
  }

  /**
   * A part of a document.
   *
   * @param firstChunk how many pieces of text the parts before have
   */
  public Event part(
      Accepted document,
      int part,
      byte[] content,
      List<String> chunks,
      int firstChunk,
      WriteContext context) {
    return acceptor.event(
        document.owner(),
        context,
        new PutDocumentPart(
            document.session(), document.upload(), part, content, chunks, false, firstChunk));
  }

  /**
   * The document is complete.
   *
   * @param error why no text could be extracted, or null
   */
  public Event complete(
      Accepted document, int parts, int chunks, @Nullable String error, WriteContext context) {
    return acceptor.event(
        document.owner(),
        context,
        new PostDocument(
            document.session(),
            document.document(),
            document.upload(),
            document.filename(),
            document.fields().originalName(),
            document.mimeType(),
            document.content().length,
            sha256(document.content()),
            document.fields().uploadedBy(),
            document.fields().metadataJson(),
            parts,
            chunks,
            error));
  }

  /**
   * A document is to be erased.
   *
   * @param expectedVersion the version that {@code If-Match} named, or null for any
   */
  public Acceptance deletion(
      UserId owner,
      SessionId session,
      DocumentId document,
      @Nullable Long expectedVersion,
      WriteContext context) {
    return new Acceptance.Accepted(
        acceptor.event(owner, context, new DeleteDocument(session, document, expectedVersion)));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
