package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A place in a walk over pages as clients carry it: Base64url of a version, the kind of walk, a
 * checksum of what the walk is over, the place, and a checksum of all that. A cursor of another
 * list, of the same list with other filters, or with a character changed on its way is {@code
 * invalid_cursor}. It is no secret and proves nothing: whoever makes one up gets a page that could
 * have been asked for anyway.
 *
 * @param <P> the place
 */
final class Cursor<P> {
  /** The longest cursor that is read, in characters. */
  static final int CHARS_MAX = 4_096;

  // 1 had no checksum of the place
  private static final int VERSION = 2;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final int kind;
  private final Codec<P> place;
  private final int checksum;

  /**
   * @param kind the number of the kind of walk, never used for another
   * @param walk everything that the walk depends on but its page size, in a fixed order
   */
  Cursor(int kind, Codec<P> place, @Nullable Object... walk) {
    this.kind = kind;
    this.place = place;
    CRC32 crc = new CRC32();
    for (@Nullable Object part : walk) {
      byte[] text = String.valueOf(part).getBytes(StandardCharsets.UTF_8);
      crc.update(new Out(8).writeInt(text.length).toByteArray());
      crc.update(text);
    }
    this.checksum = (int) crc.getValue();
  }

  /** The cursor of a place. */
  String write(P where) {
    Out out = new Out(64).writeByte(VERSION).writeByte(kind).writeInt(checksum);
    place.write(where, out);
    byte[] told = out.toByteArray();
    return ENCODER.encodeToString(
        ByteBuffer.allocate(told.length + Integer.BYTES)
            .put(told)
            .putInt(checksum(told, told.length))
            .array());
  }

  /**
   * The place of a cursor.
   *
   * @throws ProblemException {@code invalid_cursor}
   */
  P read(String cursor) {
    if (cursor.length() > CHARS_MAX) {
      throw invalid("the cursor is too long");
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      int end = bytes.length - Integer.BYTES;
      if (end < 0
          || ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)
          || !ENCODER.encodeToString(bytes).equals(cursor)) { // bits that stand for nothing
        throw invalid("the cursor is not as it was given");
      }
      In in = new In(bytes, 0, end);
      if (in.readByte() != VERSION || in.readByte() != kind) {
        throw invalid("the cursor is not one of this list");
      }
      if (in.readInt() != checksum) {
        throw invalid("the cursor belongs to other parameters: repeat them as they were");
      }
      P where = place.read(in);
      in.expectEnd();
      return where;
    } catch (BrokenWire | IllegalArgumentException broken) {
      throw invalid("the cursor is not well formed");
    }
  }

  private static int checksum(byte[] bytes, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    return (int) crc.getValue();
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ErrorCode.INVALID_CURSOR, detail);
  }
}
