package io.chatlog.query.export;

import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Times;
import io.chatlog.view.KeptSession;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** One JSON object, as the HTTP contract has it. */
final class JsonExport implements ExportWriter {
  private final JsonWriter json;
  private final Instant at;
  private boolean inSession;

  JsonExport(OutputStream out, Instant at) throws IOException {
    this.json = JsonWriter.to(out);
    this.at = at;
  }

  @Override
  public void user(User user) throws IOException {
    json.startObject()
        .field("user_id", user.id().value())
        .objectField("profile")
        .field("name", user.name())
        .field("email", user.email())
        .rawField("preferences", Escapes.lower(user.preferencesJson()))
        .rawField("metadata", Escapes.lower(user.metadataJson()))
        .endObject()
        .arrayField("sessions");
  }

  @Override
  public void session(KeptSession kept, long messageCount) throws IOException {
    endSession();
    Session session = kept.session();
    json.startObject()
        .field("session_id", session.id().value())
        .field("title", session.title())
        .field("created_at", time(session.createdAtMicros()))
        .field("message_count", messageCount)
        .arrayField("messages");
    inSession = true;
  }

  @Override
  public void message(Message message) throws IOException {
    json.startObject()
        .field("role", message.role().wireName())
        .field("content", message.content())
        .field("timestamp", time(message.timestampMicros()))
        .rawField("metadata", Escapes.lower(message.metadataJson()))
        .endObject();
  }

  @Override
  public void end() throws IOException {
    endSession();
    json.endArray().field("export_timestamp", at).endObject().newLine();
    json.close();
  }

  private void endSession() throws IOException {
    if (inSession) {
      json.endArray().endObject();
      inSession = false;
    }
  }

  private static String time(long micros) {
    return Times.formatMillis(Math.floorDiv(micros, 1_000L));
  }
}
