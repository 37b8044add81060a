package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.accept.PatchFields.Member;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.ingest.accept.PatchFields.Value.Members;
import io.chatlog.ingest.accept.PatchFields.Value.Numbers;
import io.chatlog.ingest.accept.PatchFields.Value.Other;
import io.chatlog.ingest.accept.PatchFields.Value.Removed;
import io.chatlog.ingest.accept.PatchFields.Value.Text;
import io.chatlog.ingest.accept.PatchFields.Value.Texts;
import io.chatlog.value.MessageId;
import io.chatlog.value.PlainPassword;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rules of merge patches: {@code null} takes a field back to its default or removes it; what
 * only the server sets is refused; ids may be repeated, not changed.
 */
final class PatchChecks {
  private static final Set<String> LEFT_OUT =
      Set.of("user_id", "session_id", "message_id", PatchFields.PASSWORD);

  private PatchChecks() {}

  /** A patch of a user, whose unknown keys were moved under {@code metadata} before. */
  static void user(UserId user, PatchFields patch, Checks checks) {
    for (Member member : patch.members()) {
      String at = "/" + member.field();
      Value value = member.value();
      switch (member.field()) {
        case "name", "username", "role" -> text(at, value, checks, t -> checks.profile(at, t));
        case "email" -> text(at, value, checks, t -> checks.email(at, t));
        case "preferences", "metadata" -> object(at, value, checks);
        case PatchFields.PASSWORD ->
            text(at, value, checks, t -> checks.password(at, new PlainPassword(t)));
        case "user_id" -> unchanged(at, user.value(), value, checks);
        case "created_at", "updated_at", "version" -> readOnly(at, checks);
        case String _ -> unknown(at, checks);
      }
    }
  }

  /** A patch of a session. */
  static void session(UserId owner, SessionId session, PatchFields patch, Checks checks) {
    for (Member member : patch.members()) {
      String at = "/" + member.field();
      Value value = member.value();
      switch (member.field()) {
        case "title" -> text(at, value, checks, t -> checks.title(at, t));
        case "channel", "source" -> text(at, value, checks, t -> checks.label(at, t));
        case "status" -> text(at, value, checks, t -> status(at, t, checks));
        case "summary" -> text(at, value, checks, t -> checks.summary(at, t));
        case "external_id" -> text(at, value, checks, t -> checks.externalId(at, t));
        case "tags" -> texts(at, value, checks, t -> checks.tags(at, t));
        case "metadata" -> object(at, value, checks);
        case "embedding" -> embedding(at, value, checks);
        case "session_id" -> unchanged(at, session.value(), value, checks);
        case "user_id" -> unchanged(at, owner.value(), value, checks);
        case "created_at",
            "updated_at",
            "last_message_at",
            "deleted_at",
            "message_count",
            "version" ->
            readOnly(at, checks);
        case String _ -> unknown(at, checks);
      }
    }
  }

  /** A patch of a message. */
  static void message(
      UserId owner, SessionId session, MessageId message, PatchFields patch, Checks checks) {
    for (Member member : patch.members()) {
      String at = "/" + member.field();
      Value value = member.value();
      switch (member.field()) {
        case "content" -> {
          if (value instanceof Removed) {
            wrongType(at, "a string", checks);
          }
          text(at, value, checks, t -> checks.content(at, t));
        }
        case "author_id" -> text(at, value, checks, t -> checks.id(at, t));
        case "metadata" -> object(at, value, checks);
        case "embedding" -> embedding(at, value, checks);
        case "message_id" -> unchanged(at, message.value(), value, checks);
        case "session_id" -> unchanged(at, session.value(), value, checks);
        case "user_id" -> unchanged(at, owner.value(), value, checks);
        case "role", "timestamp" ->
            checks.fault(at, ErrorCode.INVALID_FIELD, "this field is set once, with the message");
        case "seq", "received_at", "edited_at", "version" -> readOnly(at, checks);
        case String _ -> unknown(at, checks);
      }
    }
  }

  /**
   * The patch as JSON, without the ids that it repeats and without a password. Every name in it was
   * checked, so that none needs an escape.
   */
  static String json(PatchFields patch) {
    return json(patch, LEFT_OUT);
  }

  /** The same without some fields. */
  static String json(PatchFields patch, Set<String> leftOut) {
    StringBuilder text = new StringBuilder().append('{');
    for (Member member : patch.members()) {
      if (!leftOut.contains(member.field())) {
        text.append(text.length() == 1 ? "" : ",")
            .append('"')
            .append(member.field())
            .append("\":")
            .append(member.value().json());
      }
    }
    return text.append('}').toString();
  }

  static void text(String at, Value value, Checks checks, Consumer<String> check) {
    switch (value) {
      case Removed() -> {}
      case Text(String _, String text) -> check.accept(text);
      case Members _, Texts _, Numbers _, Other _ -> wrongType(at, "a string or null", checks);
    }
  }

  static void object(String at, Value value, Checks checks) {
    switch (value) {
      case Removed() -> {}
      case Members(String json) -> checks.object(at, json);
      case Text _, Texts _, Numbers _, Other _ -> wrongType(at, "an object or null", checks);
    }
  }

  static void texts(String at, Value value, Checks checks, Consumer<List<String>> check) {
    switch (value) {
      case Removed() -> {}
      case Texts(String _, List<String> texts) -> check.accept(texts);
      case Text _, Members _, Numbers _, Other _ ->
          wrongType(at, "an array of strings or null", checks);
    }
  }

  private static void embedding(String at, Value value, Checks checks) {
    switch (value) {
      case Removed() -> {}
      case Numbers(String _, float[] numbers) -> checks.embedding(at, numbers);
      case Text _, Members _, Texts _, Other _ ->
          wrongType(at, "an array of numbers or null", checks);
    }
  }

  private static void status(String at, String name, Checks checks) {
    if (SessionStatus.parse(name).isEmpty()) {
      checks.fault(
          at,
          ErrorCode.INVALID_FIELD,
          "status must be active, archived, handoff_complete or deleted");
    }
  }

  static void unchanged(String at, String id, Value value, Checks checks) {
    if (!(value instanceof Text text && text.text().equals(id))) {
      checks.fault(at, ErrorCode.INVALID_FIELD, "an id cannot be changed");
    }
  }

  static void readOnly(String at, Checks checks) {
    checks.fault(at, ErrorCode.INVALID_FIELD, "only the server sets this field");
  }

  static void unknown(String at, Checks checks) {
    checks.fault(at, ErrorCode.UNKNOWN_FIELD, "this field is not known");
  }

  static void wrongType(String at, String wanted, Checks checks) {
    checks.fault(at, ErrorCode.INVALID_FIELD, "must be " + wanted);
  }
}
