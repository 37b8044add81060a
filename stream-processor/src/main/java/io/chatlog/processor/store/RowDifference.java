package io.chatlog.processor.store;

import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A row that is not as it should be, for people.
 *
 * @param kind the kind of row, see {@link RowNames}
 * @param key which one
 * @param expected what should be there: the first value that differs, or {@code nothing}
 * @param found what is there
 */
public record RowDifference(String kind, String key, String expected, String found) {
  private static final String NOTHING = "nothing";
  private static final int TEXT_CHARS_MAX = 100;

  private static final Codec<Long> NUMBER =
      Codec.of((number, out) -> out.writeLong(number), In::readLong);
  private static final Codec<String> TEXT =
      Codec.of((text, out) -> out.writeString(text), In::readString);

  /** The words of a refusal are for people, and no version is held to those of another. */
  private static final Codec<RejectionRow> REFUSAL =
      Codec.of(
          (row, out) -> RowCodecs.REJECTION.write(row, out),
          in -> {
            RejectionRow row = RowCodecs.REJECTION.read(in);
            return new RejectionRow(row.code(), "", row.owner());
          });

  private static final Codec<String> EMPTY = Codec.of(RowDifference::empty, in -> "present");

  /** How rows are read, of the kinds whose values can be named; others are told by their bytes. */
  private static final Map<Byte, Codec<?>> CODECS =
      Map.ofEntries(
          Map.entry(Keys.USER, RowCodecs.USER),
          Map.entry(Keys.SESSION, RowCodecs.SESSION),
          Map.entry(Keys.MESSAGE, RowCodecs.MESSAGE),
          Map.entry(Keys.MESSAGE_OFFSET, RowCodecs.MESSAGE_PLACE),
          Map.entry(Keys.USER_STATS, RowCodecs.USER_STATS),
          Map.entry(Keys.BUCKET, RowCodecs.BUCKET),
          Map.entry(Keys.PARTITION.get()[0], RowCodecs.PARTITION),
          Map.entry(Keys.REJECTION, REFUSAL),
          Map.entry(Keys.TRACE, RowCodecs.TRACE),
          Map.entry(Keys.PURGE, RowCodecs.PURGE),
          Map.entry(Keys.EMAIL_CLAIM, RowCodecs.EMAIL_CLAIM),
          Map.entry(Keys.ACTIVITY, NUMBER),
          Map.entry(Keys.CHANNEL_SESSIONS, NUMBER),
          Map.entry(Keys.USER_BUCKET, NUMBER),
          Map.entry(Keys.MESSAGE_SEQ, NUMBER),
          Map.entry(Keys.EMAIL_VOID, NUMBER),
          Map.entry(Keys.ENDED, EMPTY),
          Map.entry(Keys.CONTEXT, RowCodecs.CONTEXT),
          Map.entry(Keys.PANEL, PanelRowCodecs.PANEL),
          Map.entry(Keys.PANEL_MESSAGE, PanelRowCodecs.MESSAGE),
          Map.entry(Keys.INSIGHT, PanelRowCodecs.INSIGHT),
          Map.entry(Keys.AUTHORED_BY, EMPTY),
          Map.entry(Keys.CONTEXT_OF_USER, TEXT),
          Map.entry(Keys.CONTEXT_OF_SESSION, TEXT),
          Map.entry(Keys.DOCUMENT_TEXT, TEXT),
          Map.entry(Keys.DOCUMENT_OF, TEXT),
          Map.entry(Keys.CHUNK_VECTOR, RowCodecs.CHUNK_VECTOR),
          Map.entry(Keys.SESSION_VECTOR, RowCodecs.SESSION_VECTOR),
          Map.entry(Keys.EXTERNAL_ID, TEXT),
          Map.entry(Keys.BEGINNING, EMPTY),
          Map.entry(Keys.BUCKET_SESSION, EMPTY),
          Map.entry(Keys.USER_BUCKET_SESSION, EMPTY),
          Map.entry(Keys.MESSAGE_TIME, EMPTY));

  private static void empty(String text, Out out) {}

  /**
   * How two rows under one key differ; empty when they say the same. Rows of different bytes may:
   * an older version wrote fewer fields.
   *
   * @param expected null for no row
   * @param found null for no row
   */
  public static Optional<RowDifference> of(
      Bytes key, byte @Nullable [] expected, byte @Nullable [] found) {
    if (Arrays.equals(expected, found)) {
      return Optional.empty();
    }
    if (expected == null || found == null) {
      return Optional.of(of(key, summary(key, expected), summary(key, found)));
    }
    Codec<?> codec = codec(key);
    if (codec == null) {
      int at = Arrays.mismatch(expected, found);
      return Optional.of(of(key, byteAt(expected, at), byteAt(found, at)));
    }
    try {
      String[] texts = firstDifference("", codec.decode(expected), codec.decode(found));
      return texts == null ? Optional.empty() : Optional.of(of(key, texts[0], texts[1]));
    } catch (BrokenWire unreadable) {
      return Optional.of(of(key, "a row", "bytes that are no row: " + unreadable.getMessage()));
    }
  }

  /** How the row under a key is read; null where its values are not named. */
  private static @Nullable Codec<?> codec(Bytes key) {
    byte[] bytes = key.get();
    boolean inner = bytes.length > 1 && bytes[1] == 0;
    return switch (bytes[0]) {
      case Keys.PERSONA -> inner ? EMPTY : PanelRowCodecs.PERSONA;
      case Keys.DOCUMENT ->
          DocumentKey.of(bytes).isUpload() ? RowCodecs.UPLOAD : RowCodecs.DOCUMENT;
      case Keys.PANEL_PLACE -> PanelKeys.isSpoken(key) ? EMPTY : NUMBER;
      case Keys.AUTHORED -> PanelKeys.isAuthored(key) ? PanelRowCodecs.AUTHORED : RowCodecs.TITLES;
      case Keys.DOCUMENT_OFFSET -> inner ? RowCodecs.UPLOAD : RowCodecs.DOCUMENT_PLACE;
      default -> CODECS.get(bytes[0]);
    };
  }

  /** A difference of the row under a key, in words. */
  static RowDifference of(Bytes key, String expected, String found) {
    return new RowDifference(RowNames.kind(key), RowNames.key(key), expected, found);
  }

  private static String summary(Bytes key, byte @Nullable [] value) {
    return value == null ? NOTHING : "a row of " + value.length + " bytes";
  }

  private static String byteAt(byte[] value, int at) {
    return at < value.length
        ? "byte %d = 0x%02x of %d".formatted(at, value[at], value.length)
        : value.length + " bytes";
  }

  /** The first part that differs, as two texts; null when none does. */
  private static String @Nullable [] firstDifference(
      String path, @Nullable Object expected, @Nullable Object found) {
    if (Objects.equals(expected, found)) {
      return null;
    }
    if (expected != null
        && found != null
        && expected.getClass() == found.getClass()
        && expected.getClass().isRecord()) {
      for (RecordComponent component : expected.getClass().getRecordComponents()) {
        String name = snake(component.getName());
        String[] inner =
            firstDifference(
                path.isEmpty() ? name : path + "." + name,
                value(component, expected),
                value(component, found));
        if (inner != null) {
          return inner;
        }
      }
    }
    return new String[] {text(path, expected), text(path, found)};
  }

  private static @Nullable Object value(RecordComponent component, Object of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException closed) {
      throw new IllegalStateException(closed);
    }
  }

  private static String text(String path, @Nullable Object value) {
    String text = String.valueOf(value);
    if (path.contains("password")) {
      text = value == null ? "none" : "a hash";
    } else if (text.length() > TEXT_CHARS_MAX) {
      text = text.substring(0, TEXT_CHARS_MAX) + "… (" + text.length() + " characters)";
    }
    return path.isEmpty() ? text : path + " = " + text;
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
