package io.chatlog.error;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every error that Chatlog answers: what happened, the HTTP status it is told with, and what the
 * caller should do about it.
 *
 * <p>The wire name ({@link #wireName()}) is part of the HTTP contract and of the {@code code} field
 * of {@code chatlog.rejections}: a constant may be added, never renamed. The number ({@link
 * #number()}) is what state rows hold: it is never reused.
 */
public enum ErrorCode {
  // The request cannot be read.
  MALFORMED_JSON(1, 400, false, "The body is not the JSON that was expected", "Mend the body."),
  UNKNOWN_FIELD(2, 400, false, "A field is not known", "Leave the named field out."),
  INVALID_FIELD(3, 400, false, "A field has a value that is not allowed", "Mend the field."),
  MISSING_FIELD(4, 400, false, "A required field is missing", "Add the named field."),
  INVALID_ID(5, 400, false, "An id is not well formed", "Use 1..128 legal characters."),
  INVALID_PARAMETER(6, 400, false, "A query parameter is not allowed", "Mend the parameter."),
  INVALID_HEADER(7, 400, false, "A header has a value that is not allowed", "Mend the header."),
  INVALID_CURSOR(8, 400, false, "The cursor is not one of ours", "Start again without a cursor."),
  INVALID_POSITION(9, 400, false, "The position is not well formed", "Use partition:offset."),
  MALFORMED_REQUEST(10, 400, false, "The request is not well formed HTTP", "Mend the request."),
  CONTENT_BLANK(
      11,
      400,
      false,
      "The content is empty or blank",
      "Send content of at least one visible character."),
  CONTENT_TOO_LONG(12, 400, false, "The content is too long", "Split the content."),
  METADATA_TOO_LARGE(13, 400, false, "The metadata is too large", "Send less metadata."),
  BATCH_TOO_LARGE(14, 413, false, "The batch has too many items", "Split the batch."),
  BATCH_EMPTY(15, 400, false, "The batch has no items", "Send at least one item."),
  UNAUTHORIZED(16, 401, false, "No valid credentials were given", "Send a valid token."),
  FORBIDDEN(17, 403, false, "The credentials do not allow this", "Ask for the scope named."),

  // There is no such route or the server does not take the request.
  ROUTE_NOT_FOUND(20, 404, false, "There is no such route", "See /docs for the routes."),
  METHOD_NOT_ALLOWED(
      21, 405, false, "The route does not take this method", "Use a method that Allow names."),
  NOT_ACCEPTABLE(22, 406, false, "No offered form of the answer is accepted", "Widen Accept."),
  BODY_TOO_LARGE(23, 413, false, "The body is too large", "Send less at once."),
  UNSUPPORTED_MEDIA_TYPE(
      24, 415, false, "The content type is not taken here", "Use a type that the route takes."),
  UNSUPPORTED_ENCODING(
      25, 415, false, "The content encoding is not known", "Use identity, gzip or zstd."),
  HEADERS_TOO_LARGE(26, 431, false, "The request's headers are too large", "Send smaller headers."),
  URI_TOO_LONG(
      27, 414, false, "The request's target is too long", "Use the POST form or a shorter target."),
  REQUEST_TIMEOUT(28, 408, true, "The request did not arrive in time", "Send it again, faster."),

  // Decided in the log: the write is refused and changes nothing.
  USER_NOT_FOUND(40, 404, false, "There is no such user", "Create the user first."),
  SESSION_NOT_FOUND(41, 404, false, "There is no such session", "Create the session first."),
  MESSAGE_NOT_FOUND(42, 404, false, "There is no such message", "Check the id."),
  USER_EXISTS(
      43, 409, false, "A user with this id and other content exists", "Use PATCH to change it."),
  SESSION_EXISTS(
      44,
      409,
      false,
      "A session with this id and other content exists",
      "Use PATCH or PUT to change it."),
  ID_CONFLICT(45, 409, false, "The id was used before with other content", "Use a new id."),
  EMAIL_TAKEN(46, 409, false, "Another user has this e-mail", "Use another e-mail."),
  EXTERNAL_ID_TAKEN(
      47, 409, false, "Another active session has this external_id", "Use another external_id."),
  VERSION_MISMATCH(
      48,
      412,
      false,
      "The entity has another version by now",
      "Read it again and repeat the change."),
  LIMIT_EXCEEDED(49, 422, false, "The change would exceed a limit", "Send a smaller change."),
  UNDECODABLE(50, 422, false, "The record cannot be decoded", "See chatlog.dlq for the cause."),
  RECEIPT_NOT_FOUND(51, 404, false, "There is no record at this position", "Check the position."),

  USER_HAS_DATA(
      53,
      409,
      false,
      "The user has sessions, contexts, personas or messages of panels",
      "Delete them first, or repeat with force=true, which erases everything of the user."),

  // What is imported is not what it should be; nothing was written.
  IMPORT_FORMAT_MISMATCH(
      100,
      422,
      false,
      "The content is not of the format that was named",
      "Name the right format, or none."),
  IMPORT_FORMAT_UNKNOWN(
      101,
      422,
      false,
      "The content is of none of the formats",
      "Send an export of chatlog, chatgpt, claude, slack or openai."),
  IMPORT_ARCHIVE_REFUSED(
      102,
      422,
      false,
      "The archive is damaged, or unfolds to more than is taken",
      "Send it whole, or in parts."),
  IMPORT_USER_MISMATCH(
      103,
      422,
      false,
      "The archive holds the exports of several users",
      "Send the export of one user at a time."),
  CONVERSATION_TOO_LARGE(
      104,
      422,
      false,
      "A conversation is too large to be taken",
      "Split the conversation, or raise the limit."),
  // Personas and panels.
  PERSONA_NOT_FOUND(90, 404, false, "There is no such persona", "Create the persona first."),
  PERSONA_EXISTS(
      91,
      409,
      false,
      "A persona with this id and other content exists",
      "Use PATCH or PUT to change it."),
  PANEL_NOT_FOUND(92, 404, false, "There is no such panel", "Create the panel first."),
  PANEL_EXISTS(
      93, 409, false, "A panel with this id and other content exists", "Use PATCH to change it."),
  PERSONA_NOT_IN_PANEL(
      94,
      422,
      false,
      "The persona is none of the panel",
      "Name a persona of the panel, or add it to the panel first."),
  MESSAGE_NOT_IN_PANEL(
      95,
      422,
      false,
      "A message that is referred to is none of the panel",
      "Refer to messages of the same panel only."),
  INSIGHT_NOT_FOUND(96, 404, false, "There is no such insight", "Check the id."),

  CONTEXT_NOT_FOUND(120, 404, false, "There is no such context", "Check the id."),

  // Documents.
  DOCUMENT_NOT_FOUND(80, 404, false, "There is no such document", "Check the id."),
  DOCUMENT_TOO_LARGE(
      81,
      413,
      false,
      "The document is too large",
      "Send a smaller one; GET /v1/admin/config tells the limit."),
  UPLOAD_INCOMPLETE(
      82,
      503,
      true,
      "Parts of the upload are missing or came too late",
      "Repeat it with the same document_id."),
  RANGE_NOT_SATISFIABLE(
      127,
      416,
      false,
      "The content has none of the bytes asked for",
      "Content-Range tells how many bytes it has."),

  // What the system is not set up for.
  EMBEDDINGS_NOT_CONFIGURED(
      52,
      409,
      false,
      "No embedding model is configured",
      "Send an embedding, or search with mode=text."),
  EMBEDDER_UNAVAILABLE(
      71,
      503,
      true,
      "The embedding model cannot be asked now",
      "Repeat the search later, send an embedding, or search with mode=text."),
  TEXT_NOT_EMBEDDED(
      72,
      422,
      false,
      "The embedding model makes no vector of the text",
      "Search for another text, send an embedding, or search with mode=text."),
  EMBEDDING_MISMATCH(
      70,
      422,
      false,
      "The vector has another number of dimensions than those of this deployment",
      "Use the model that the deployment is set up for; GET /v1/admin/config tells the"
          + " dimensions."),

  // Backups.
  BACKUP_EXISTS(105, 409, false, "The place of the backup is taken", "Name another path."),
  BACKUP_NOT_FOUND(106, 404, false, "There is no backup there", "Check the path."),
  BACKUP_BROKEN(
      107, 422, false, "The backup is not as it was written", "Restore another copy of it."),
  BACKUP_NOT_KNOWN(
      108, 422, false, "The backup is of another version", "Restore it with that version."),
  STORAGE_FAILED(
      109,
      500,
      false,
      "The server's files could not be written or read",
      "Mend what the detail names: space, permissions, the path."),

  // Not now.
  TOO_MANY_REQUESTS(
      60, 429, true, "Too much is in flight", "Wait as Retry-After says, then repeat."),
  LOG_UNAVAILABLE(
      61,
      503,
      true,
      "The log cannot be written now; nothing was written",
      "Wait as Retry-After says, then repeat."),
  OUTCOME_UNKNOWN(
      62,
      503,
      true,
      "Whether the write was accepted is not known",
      "Repeat it with the same id: it is safe."),
  POSITION_NOT_REACHED(
      63,
      503,
      true,
      "The position asked for is not applied yet",
      "Repeat the read, or wait longer."),
  PARTITION_UNAVAILABLE(
      64,
      503,
      true,
      "The owner of the data cannot be reached now",
      "Wait as Retry-After says, then repeat."),
  NOT_READY(
      65, 503, true, "The server is starting or restoring", "Wait until /readyz answers 200."),
  DEADLINE_EXCEEDED(
      66, 503, true, "The request took longer than allowed", "Repeat it, or ask for less."),
  NOT_IMPLEMENTED(67, 501, false, "This is not available", "See /docs for what is."),
  INTERNAL(68, 500, false, "A fault of the server", "Report it with the request_id.");

  private static final Map<Integer, ErrorCode> BY_NUMBER = new HashMap<>();
  private static final Map<String, ErrorCode> BY_WIRE_NAME = new HashMap<>();

  static {
    for (ErrorCode code : values()) {
      BY_WIRE_NAME.put(code.wireName, code);
      if (BY_NUMBER.put(code.number, code) != null) {
        throw new ExceptionInInitializerError("error number used twice: " + code.number);
      }
    }
  }

  private final int number;
  private final int status;
  private final boolean retryable;
  private final String title;
  private final String advice;
  private final String wireName;

  ErrorCode(int number, int status, boolean retryable, String title, String advice) {
    this.number = number;
    this.status = status;
    this.retryable = retryable;
    this.title = title;
    this.advice = advice;
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  /** The name clients see, in snake case. */
  public String wireName() {
    return wireName;
  }

  /** The stable number under which state rows hold the code. */
  public int number() {
    return number;
  }

  /** The HTTP status it is answered with. */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed later, unchanged. */
  public boolean retryable() {
    return retryable;
  }

  /** What happened, as a short sentence without a full stop. */
  public String title() {
    return title;
  }

  /** What the caller should do. */
  public String advice() {
    return advice;
  }

  /** The code that clients see as a name, or empty when this version does not know it. */
  public static Optional<ErrorCode> byWireName(String name) {
    return Optional.ofNullable(BY_WIRE_NAME.get(name));
  }

  /** The code with a number, or empty when this version does not know it. */
  public static Optional<ErrorCode> byNumber(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }
}
