package io.chatlog.query.export;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.view.KeptSession;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A line for the user, one for each session and one for each message behind it, each with its
 * {@code type} and every field: what an import takes back whole. Unlike in other answers, a time
 * has microseconds where it is no whole millisecond, so that nothing is lost.
 */
final class NdjsonExport implements ExportWriter {
  private static final long MILLI_MICROS = 1_000;

  private final JsonWriter json;

  NdjsonExport(OutputStream out) throws IOException {
    this.json = JsonWriter.to(out);
  }

  @Override
  public void user(User user) throws IOException {
    json.startObject()
        .field("type", "user")
        .field("user_id", user.id().value())
        .field("name", user.name())
        .field("username", user.username())
        .field("email", user.email())
        .field("role", user.role())
        .rawField("preferences", Escapes.lower(user.preferencesJson()))
        .rawField("metadata", Escapes.lower(user.metadataJson()))
        .field("created_at", time(user.createdAtMicros()))
        .field("updated_at", time(user.updatedAtMicros()))
        .field("version", user.version())
        .endObject()
        .newLine();
  }

  @Override
  public void session(KeptSession kept, long messageCount) throws IOException {
    Session session = kept.session();
    json.startObject()
        .field("type", "session")
        .field("session_id", session.id().value())
        .field("user_id", session.owner().value())
        .field("title", session.title())
        .field("channel", session.channel())
        .field("source", session.source())
        .field("status", session.status().wireName())
        .field("summary", session.summary())
        .field("tags", session.tags())
        .rawField("metadata", Escapes.lower(session.metadataJson()))
        .field("external_id", session.externalId())
        .field("created_at", time(session.createdAtMicros()))
        .field("updated_at", time(session.updatedAtMicros()))
        .field("last_message_at", time(session.lastMessageAtMicros()))
        .field("deleted_at", time(session.deletedAtMicros()))
        .field("message_count", messageCount)
        .field("last_seq", kept.lastSeq())
        .field("version", session.version())
        .endObject()
        .newLine();
  }

  @Override
  public void message(Message message) throws IOException {
    json.startObject()
        .field("type", "message")
        .field("message_id", message.id().value())
        .field("session_id", message.session().value())
        .field("user_id", message.owner().value())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("content", message.content())
        .field("author_id", message.authorId())
        .field("timestamp", time(message.timestampMicros()))
        .field("received_at", time(message.receivedAtMicros()))
        .field("edited_at", time(message.editedAtMicros()))
        .rawField("metadata", Escapes.lower(message.metadataJson()))
        .field("version", message.version())
        .endObject()
        .newLine();
  }

  @Override
  public void end() throws IOException {
    json.close();
  }

  static @Nullable String time(@Nullable Long micros) {
    if (micros == null) {
      return null;
    }
    String millis = Times.formatMillis(Math.floorDiv(micros, MILLI_MICROS));
    long finer = Math.floorMod(micros, MILLI_MICROS);
    return finer == 0
        ? millis
        : millis.substring(0, millis.length() - 1)
            + Long.toString(MILLI_MICROS + finer).substring(1)
            + "Z";
  }
}
