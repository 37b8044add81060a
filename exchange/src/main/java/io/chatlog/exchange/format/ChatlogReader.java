package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.FaultException;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Past;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import io.chatlog.value.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Chatlog's own export as JSON. Messages of a session are told as they come where the
 * session's own fields stand before them, as they do in what we write; in a file whose keys were
 * sorted since, a session is held whole.
 *
 * <p>Exports have sessions in the order in which they began, and milliseconds only. Those of one
 * millisecond get a microsecond each, in their order, so that they are exported in it again.
 */
final class ChatlogReader implements JsonReader {
  private static final Set<String> PROFILE = Set.of("name", "email", "preferences", "metadata");

  @Override
  public void read(JsonInput in, Place place, Records records) throws IOException {
    while (in.nextRoot()) {
      if (in.atArray()) {
        in.items(
            () -> {
              export(in, place, records);
              return true;
            });
      } else {
        export(in, place, records);
      }
    }
  }

  private static void export(JsonInput in, Place place, Records records) throws IOException {
    Whose whose = new Whose();
    in.part(
        () ->
            in.fields(
                name -> {
                  switch (name) {
                    case "user_id" -> whose.user = in.text();
                    case "profile" -> whose.profile = in.value();
                    case "sessions" -> sessions(in, place, records);
                    default -> {}
                  }
                  return true;
                }),
        fault ->
            records.failed(new Failed(null, null, place.file(), fault.code(), fault.detail())));
    if (whose.user != null) {
      Json profile = whose.profile;
      records.profile(
          new Profile(
              whose.user,
              profile.get("name").text(),
              profile.get("email").text(),
              object(profile.get("preferences")),
              ProfileKeys.metadata(profile, PROFILE, records),
              Past.OfUser.NONE));
    }
  }

  private static final class Whose {
    private @Nullable String user;
    private Json profile = Json.Word.NULL;
  }

  private static void sessions(JsonInput in, Place place, Records records) throws IOException {
    SessionFields.Counter number = new SessionFields.Counter();
    Beginnings beginnings = new Beginnings();
    in.items(
        () -> {
          String where = place.conversation(number.next());
          SessionFields session = new SessionFields(records, where, beginnings);
          in.part(
              () -> session(in, session),
              fault -> {
                records.failed(new Failed(session.id, null, where, fault.code(), fault.detail()));
                session.endIfBegun();
              });
          return true;
        });
  }

  private static void session(JsonInput in, SessionFields session) throws IOException {
    if (!in.atObject()) {
      throw new FaultException(ErrorCode.INVALID_FIELD, "the session is not an object");
    }
    in.fields(
        name -> {
          switch (name) {
            case "session_id" -> session.id = in.text();
            case "title" -> {
              session.title = in.text();
              session.titleSeen = true;
            }
            case "created_at" -> {
              session.created = SourceTime.of(in.passing());
              session.createdSeen = true;
            }
            case "channel" -> session.channel = in.text();
            case "source" -> session.source = in.text();
            case "metadata" -> session.metadata = object(in.value());
            case "messages" ->
                in.items(
                    () -> {
                      if (session.isHeadKnown()) {
                        session.begin();
                        session.message(in.passing());
                      } else {
                        session.held.add(in.value());
                      }
                      return true;
                    });
            default -> {}
          }
          return true;
        });
    session.finish();
  }

  static @Nullable String object(Json value) {
    return value instanceof Json.Obj ? value.compact() : null;
  }

  /** Tells apart when sessions of one millisecond began. */
  private static final class Beginnings {
    private static final long MILLI_MICROS = 1_000;

    private @Nullable Long last;

    @Nullable Long of(@Nullable Long micros) {
      if (micros == null) {
        return null;
      }
      long at = micros;
      Long before = last;
      if (before != null
          && at <= before
          && Math.floorDiv(at, MILLI_MICROS) == Math.floorDiv(before, MILLI_MICROS)) {
        long end = (Math.floorDiv(before, MILLI_MICROS) + 1) * MILLI_MICROS;
        at = Math.min(before + 1, end - 1);
      }
      last = at;
      return at;
    }
  }

  /** A session as far as it was read. */
  private static final class SessionFields {
    private final Records records;
    private final String where;
    private final Beginnings beginnings;
    private final List<Json> held = new ArrayList<>();
    private @Nullable String id;
    private @Nullable String title;
    private @Nullable Long created;
    private @Nullable String channel;
    private @Nullable String source;
    private @Nullable String metadata;
    private boolean titleSeen;
    private boolean createdSeen;
    private boolean begun;
    private long messages;

    SessionFields(Records records, String where, Beginnings beginnings) {
      this.records = records;
      this.where = where;
      this.beginnings = beginnings;
    }

    boolean isHeadKnown() {
      return id != null && titleSeen && createdSeen;
    }

    void begin() {
      if (!begun) {
        Long micros = beginnings.of(created);
        records.begin(new Conversation(idOrFault(), title, micros, metadata, channel, source));
        begun = true;
      }
    }

    private String idOrFault() {
      if (id == null) {
        throw new FaultException(ErrorCode.MISSING_FIELD, "the session has no session_id");
      }
      return id;
    }

    void finish() {
      begin();
      held.forEach(this::message);
      endIfBegun();
    }

    void endIfBegun() {
      if (begun) {
        begun = false;
        records.end();
      }
    }

    void message(Json message) {
      long number = messages++;
      String session = idOrFault();
      String given = message.get("message_id").text();
      String key =
          given == null ? Keys.message(Format.CHATLOG, session, Long.toString(number)) : given;
      String roleName = message.get("role").text();
      Role role = roleName == null ? null : Role.parse(roleName).orElse(null);
      String content = message.get("content").text();
      if (role == null || content == null) {
        records.failed(
            new Failed(
                session,
                key,
                where + ", message " + (number + 1),
                ErrorCode.INVALID_FIELD,
                "a message has a role (user, assistant, system or tool) and a content"));
      } else if (content.isBlank()) {
        records.skipped(Skip.BLANK);
      } else {
        records.turn(
            new Turn(
                key,
                role,
                content,
                SourceTime.of(message.get("timestamp")),
                message.get("author_id").text(),
                object(message.get("metadata"))));
      }
    }

    /** Numbers sessions from 1. */
    private static final class Counter {
      private long count;

      long next() {
        return ++count;
      }
    }
  }
}
