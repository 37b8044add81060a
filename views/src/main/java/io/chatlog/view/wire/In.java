package io.chatlog.view.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link Out} wrote. Whatever the bytes, it throws nothing but {@link BrokenWire}, reads
 * nothing outside of its bounds, and takes no more memory than a small multiple of the bytes that
 * are there: a length is believed only when that many bytes follow.
 *
 * <p>Not thread-safe. The array is read, never copied as a whole and never changed; it must not
 * change meanwhile.
 */
public final class In {
  private static final int VARINT_BITS_MAX = 63;
  private static final int PRESIZED_ITEMS_MAX = 1_024;

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads all of an array. */
  public In(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a part of an array. */
  public In(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new BrokenWire("not a part of the bytes: " + offset + " and " + length);
    }
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** One byte as it is, -128..127. */
  public byte readByte() {
    need(1);
    return bytes[at++];
  }

  /** A truth value. */
  public boolean readBoolean() {
    return switch (readByte()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new BrokenWire("not a truth value");
    };
  }

  /** A number. */
  public int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new BrokenWire("a number of more than 32 bits");
    }
    return (int) value;
  }

  /** A number within bounds, both inclusive. */
  public int readInt(int least, int most) {
    int value = readInt();
    if (value < least || value > most) {
      throw new BrokenWire(value + " is not in " + least + ".." + most);
    }
    return value;
  }

  /** A number. */
  public long readLong() {
    long value = 0;
    for (int shift = 0; shift <= VARINT_BITS_MAX; shift += 7) {
      byte next = readByte();
      if (shift == VARINT_BITS_MAX && next != 0 && next != 1) {
        break;
      }
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new BrokenWire("a number of more than 64 bits");
  }

  /** A float. */
  public float readFloat() {
    return Float.intBitsToFloat((int) fixed(Float.BYTES));
  }

  /** A double. */
  public double readDouble() {
    return Double.longBitsToDouble(fixed(Double.BYTES));
  }

  private long fixed(int width) {
    need(width);
    long bits = 0;
    for (int shift = 0; shift < width * Byte.SIZE; shift += Byte.SIZE) {
      bits |= (bytes[at++] & 0xffL) << shift;
    }
    return bits;
  }

  /** A text. */
  public String readString() {
    int length = readLength();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      // It may stand there, or stand for bytes that are not UTF-8: look again, strictly.
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
      } catch (CharacterCodingException broken) {
        throw new BrokenWire("a text that is not UTF-8", broken);
      }
    }
    at += length;
    return text;
  }

  /** A text or null. */
  public @Nullable String readNullableString() {
    return readBoolean() ? readString() : null;
  }

  /** A number or null. */
  public @Nullable Long readNullableLong() {
    return readBoolean() ? (Long) readLong() : null;
  }

  /** A value or null. */
  public <T> @Nullable T readNullable(Codec<T> codec) {
    return readBoolean() ? codec.read(this) : null;
  }

  /** Bytes, copied. */
  public byte[] readBytes() {
    int length = readLength();
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  /** Items in a list of its own. */
  public <T> List<T> readList(Codec<T> codec) {
    int count = readCount();
    List<T> items = new ArrayList<>(Math.min(count, PRESIZED_ITEMS_MAX));
    for (int item = 0; item < count; item++) {
      items.add(codec.read(this));
    }
    return items;
  }

  /** How many items follow, each of at least one byte. */
  int readCount() {
    return readLength();
  }

  /** A value in a frame; what stands in the frame behind the known fields is passed over. */
  public <T> T readFramed(Codec<T> codec) {
    long length = fixed(Integer.BYTES);
    if (length > end - at) {
      throw new BrokenWire("a frame of " + length + " bytes where " + (end - at) + " are left");
    }
    T value = codec.read(new In(bytes, at, (int) length));
    at += (int) length;
    return value;
  }

  /**
   * Whether bytes are left: how a reader sees that the writer was old and wrote no more fields.
   * Means something at the end of a row or frame only.
   */
  public boolean hasMore() {
    return at < end;
  }

  /** Says that nothing may follow. */
  public void expectEnd() {
    if (hasMore()) {
      throw new BrokenWire(end - at + " bytes follow the value");
    }
  }

  private int readLength() {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw new BrokenWire("a length of " + length + " where " + (end - at) + " bytes are left");
    }
    return (int) length;
  }

  private void need(int many) {
    if (end - at < many) {
      throw new BrokenWire("the bytes end too early");
    }
  }
}
