package io.chatlog.processor.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Names kinds of rows and writes their keys for people. A kind that is not named here is called by
 * its byte, and its key is written byte by byte.
 */
public final class RowNames {
  /**
   * A kind of row.
   *
   * @param name what it is called
   * @param parts of its key: {@code !} before the name of a number, {@code +} of one with a sign,
   *     {@code -} of one in reverse order, {@code @} of a day, {@code #} of a single byte, {@code
   *     *} of whatever is left; others are texts
   */
  private record Layout(String name, String... parts) {}

  private static final Map<Byte, Layout> LAYOUTS =
      Map.ofEntries(
          kind(Keys.USER, "user", "user"),
          kind(Keys.SESSION, "session", "user", "session"),
          kind(Keys.SESSION_VECTOR, "session_vector", "user", "session"),
          kind(Keys.ACTIVITY, "session_by_activity", "user", "-activity", "session"),
          kind(Keys.BEGINNING, "session_by_beginning", "user", "+beginning", "session"),
          kind(Keys.EXTERNAL_ID, "external_id", "user", "external_id"),
          kind(Keys.MESSAGE, "message", "user", "session", "!seq"),
          kind(Keys.MESSAGE_SEQ, "message_id", "user", "session", "message"),
          kind(Keys.MESSAGE_OFFSET, "message_offset", "user", "!offset"),
          kind(Keys.USER_STATS, "user_stats", "user"),
          kind(Keys.CHANNEL_SESSIONS, "channel_sessions", "user", "channel"),
          kind(Keys.TRACE, "trace", "user", "session", "message", "!offset"),
          kind(Keys.PURGE, "purge", "*of"),
          kind(Keys.BUCKET, "daily", "@day", "channel", "#status"),
          kind(Keys.USER_BUCKET, "user_daily", "user", "@day", "channel", "#status"),
          kind(
              Keys.BUCKET_SESSION,
              "daily_session",
              "@day",
              "channel",
              "#status",
              "+begun",
              "user",
              "session"),
          kind(
              Keys.USER_BUCKET_SESSION,
              "user_daily_session",
              "user",
              "@day",
              "channel",
              "#status",
              "session"),
          kind(Keys.EMAIL_CLAIM, "email_claim", "email"),
          kind(Keys.EMAIL_VOID, "email_void", "*hash"),
          kind(Keys.ENDED, "session_ended", "*hash"),
          kind(Keys.REJECTION, "rejection", "!offset"),
          kind(Keys.MESSAGE_TIME, "message_time", "user", "session", "+time", "!seq"),
          kind(Keys.CONTEXT, "context", "user", "context"),
          kind(Keys.CONTEXT_OF_USER, "context_of_user", "user", "-offset"),
          kind(Keys.CONTEXT_OF_SESSION, "context_of_session", "user", "session", "-offset"),
          kind(Keys.PERSONA, "persona", "*persona"),
          kind(Keys.PANEL, "panel", "panel"),
          kind(Keys.PANEL_MESSAGE, "panel_message", "panel", "!seq"),
          kind(Keys.INSIGHT, "insight", "panel", "!seq"),
          kind(Keys.PANEL_PLACE, "panel_place", "panel", "place"),
          kind(Keys.AUTHORED, "authored_or_titles", "of"),
          kind(Keys.AUTHORED_BY, "authored_by", "user", "owner", "!offset"),
          kind(Keys.DOCUMENT, "document", "user", "session", "*document"),
          kind(Keys.DOCUMENT_BYTES, "document_bytes", "user", "session", "upload", "!part"),
          kind(Keys.DOCUMENT_TEXT, "document_text", "user", "session", "upload", "!chunk"),
          kind(Keys.CHUNK_VECTOR, "chunk_vector", "user", "session", "upload", "!chunk"),
          kind(Keys.DOCUMENT_OF, "document_of_upload", "user", "session", "upload"),
          kind(Keys.DOCUMENT_OFFSET, "document_offset", "user", "-offset"),
          kind(Keys.ERASED.get()[0], "erased"),
          kind(Keys.PARTITION.get()[0], "partition"));

  /** Of a panel's messages by time: the place is that of a persona. */
  private static final Layout SPOKEN = new Layout("panel_place", "panel", "place", "+time", "!seq");

  private static final Layout AUTHORED = new Layout("authored", "owner", "!offset");
  private static final Layout TITLES = new Layout("session_titles", "user", "session");

  /** Of uploads that are not complete, behind a zero in the user's place. */
  private static final Layout UPLOAD_BEGUN =
      new Layout("document_offset", "user", "+begun", "user", "session", "upload");

  private RowNames() {}

  private static Map.Entry<Byte, Layout> kind(byte kind, String name, String... parts) {
    return Map.entry(kind, new Layout(name, parts));
  }

  /** What a kind of row is called. */
  public static String kind(byte kind) {
    Layout layout = LAYOUTS.get(kind);
    return layout == null ? "rows of kind " + (char) (kind & 0xff) : layout.name();
  }

  /** What the kind of the row under a key is called. */
  public static String kind(Bytes key) {
    Layout layout = layout(key);
    return layout == null ? kind(key.get()[0]) : layout.name();
  }

  /** How the key is made up: kinds of rows that share a byte are told by what follows it. */
  private static @Nullable Layout layout(Bytes key) {
    byte[] bytes = key.get();
    if (Keys.is(Keys.DOCUMENT_OFFSET, key) && bytes.length > 1 && bytes[1] == 0) {
      return UPLOAD_BEGUN;
    }
    if (Keys.is(Keys.PANEL_PLACE, key) && PanelKeys.isSpoken(key)) {
      return SPOKEN;
    }
    return Keys.is(Keys.AUTHORED, key)
        ? PanelKeys.isAuthored(key) ? AUTHORED : TITLES
        : LAYOUTS.get(bytes[0]);
  }

  /** A key for people, as in {@code user=ada session=s1 seq=3}. */
  public static String key(Bytes key) {
    Layout layout = layout(key);
    if (layout == null) {
      return key.toString();
    }
    ByteBuffer bytes = ByteBuffer.wrap(key.get(), 1, key.get().length - 1);
    StringBuilder text = new StringBuilder();
    try {
      for (String part : layout.parts()) {
        if (!bytes.hasRemaining()) {
          break;
        }
        append(part, bytes, text);
      }
    } catch (BufferUnderflowException | IllegalArgumentException foreign) {
      return key.toString();
    }
    return text.toString().strip();
  }

  private static void append(String part, ByteBuffer bytes, StringBuilder text) {
    String name = Character.isLetter(part.charAt(0)) ? part : part.substring(1);
    Object value =
        switch (part.charAt(0)) {
          case '!' -> bytes.getLong();
          case '+' -> bytes.getLong() ^ Long.MIN_VALUE;
          case '-' -> ~bytes.getLong() ^ Long.MIN_VALUE;
          case '@' -> LocalDate.EPOCH.plusDays(bytes.getInt() ^ Integer.MIN_VALUE);
          case '#' -> bytes.get();
          case '*' -> rest(bytes, name);
          default -> upToZero(bytes);
        };
    if (!value.equals("")) {
      text.append(name).append('=').append(value).append(' ');
    }
  }

  private static String rest(ByteBuffer bytes, String name) {
    byte[] left = new byte[bytes.remaining()];
    bytes.get(left);
    return name.equals("hash")
        ? HexFormat.of().formatHex(left)
        : new String(left, StandardCharsets.UTF_8).replace('\0', ' ');
  }

  private static String upToZero(ByteBuffer bytes) {
    int from = bytes.position();
    int end = from;
    while (end < bytes.limit() && bytes.get(end) != 0) {
      end++;
    }
    bytes.position(Math.min(end + 1, bytes.limit()));
    return new String(bytes.array(), from, end - from, StandardCharsets.UTF_8);
  }
}
