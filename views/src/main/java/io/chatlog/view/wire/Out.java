package io.chatlog.view.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes primitives one behind the other, in Avro's binary encoding: integers as zig-zag variable
 * length numbers, texts and bytes with their length in front, floats little-endian. No names and no
 * types: who reads must know the order. {@link In} reads it back.
 *
 * <p>Not Avro's own {@code BinaryEncoder}, because that one writes to a stream: this one keeps its
 * array, so that a row costs one copy. A test holds both to the same bytes.
 *
 * <p>Not thread-safe. May be used again after {@link #clear()}.
 */
public final class Out {
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] bytes;
  private int at;

  /** An empty one. */
  public Out() {
    this(256);
  }

  /**
   * An empty one with room for a number of bytes before it grows.
   *
   * @param capacity at least 1
   */
  public Out(int capacity) {
    this.bytes = new byte[Math.max(capacity, 1)];
  }

  /** One byte as it is. */
  public Out writeByte(int value) {
    room(1);
    bytes[at++] = (byte) value;
    return this;
  }

  /** A truth value, in one byte. */
  public Out writeBoolean(boolean value) {
    return writeByte(value ? 1 : 0);
  }

  /** A number, in 1..5 bytes, fewer for those near zero. */
  public Out writeInt(int value) {
    return writeLong(value);
  }

  /** A number, in 1..10 bytes, fewer for those near zero. */
  public Out writeLong(long value) {
    room(VARINT_BYTES_MAX);
    long left = value << 1 ^ value >> 63;
    while ((left & ~0x7fL) != 0) {
      bytes[at++] = (byte) (left & 0x7f | 0x80);
      left >>>= 7;
    }
    bytes[at++] = (byte) left;
    return this;
  }

  /** A float, in 4 bytes. */
  public Out writeFloat(float value) {
    return fixed(Float.floatToRawIntBits(value), Float.BYTES);
  }

  /** A double, in 8 bytes. */
  public Out writeDouble(double value) {
    return fixed(Double.doubleToRawLongBits(value), Double.BYTES);
  }

  private Out fixed(long bits, int width) {
    room(width);
    for (int shift = 0; shift < width * Byte.SIZE; shift += Byte.SIZE) {
      bytes[at++] = (byte) (bits >>> shift);
    }
    return this;
  }

  /** A text in UTF-8; it must not hold a lone surrogate, which UTF-8 cannot say. */
  public Out writeString(String value) {
    return writeBytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A text or null; null costs one byte, a text one more than otherwise. */
  public Out writeNullableString(@Nullable String value) {
    writeBoolean(value != null);
    return value == null ? this : writeString(value);
  }

  /** A number or null; null costs one byte, a number one more than otherwise. */
  public Out writeNullableLong(@Nullable Long value) {
    writeBoolean(value != null);
    return value == null ? this : writeLong(value);
  }

  /** A value or null; null costs one byte, a value one more than otherwise. */
  public <T> Out writeNullable(@Nullable T value, Codec<T> codec) {
    writeBoolean(value != null);
    if (value != null) {
      codec.write(value, this);
    }
    return this;
  }

  /** Bytes, their length in front. */
  public Out writeBytes(byte[] value) {
    writeLong(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
    return this;
  }

  /** Items, their count in front. Every item must take at least one byte. */
  public <T> Out writeList(Collection<? extends T> items, Codec<T> codec) {
    writeLong(items.size());
    for (T item : items) {
      codec.write(item, this);
    }
    return this;
  }

  /**
   * A value in a frame: its length in four bytes in front, so that an older reader passes over
   * fields that it does not know.
   */
  public <T> Out writeFramed(T value, Codec<T> codec) {
    room(Integer.BYTES);
    int start = at;
    at += Integer.BYTES;
    codec.write(value, this);
    int length = at - start - Integer.BYTES;
    for (int place = 0; place < Integer.BYTES; place++) {
      bytes[start + place] = (byte) (length >>> place * Byte.SIZE);
    }
    return this;
  }

  /** How many bytes were written. */
  public int size() {
    return at;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, at);
  }

  /** Forgets what was written and keeps the room. */
  public Out clear() {
    at = 0;
    return this;
  }

  private void room(int more) {
    if (bytes.length - at < more) {
      int wanted = Math.addExact(at, more);
      int doubled = bytes.length > Integer.MAX_VALUE / 2 ? wanted : bytes.length * 2;
      bytes = Arrays.copyOf(bytes, Math.max(doubled, wanted));
    }
  }
}
