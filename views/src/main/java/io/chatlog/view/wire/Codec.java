package io.chatlog.view.wire;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The binary form of one type of value. Stateless and thread-safe.
 *
 * <p>The order of the fields is fixed for ever, because state rows hold it. A later version may add
 * fields behind the last one and read them only when {@link In#hasMore()}; that is sound where the
 * value ends its row or stands in a frame ({@link Out#writeFramed}), which is how lists, pages and
 * answers hold whatever may grow.
 *
 * @param <T> the type
 */
public interface Codec<T> {
  /** Writes a value. */
  void write(T value, Out out);

  /**
   * Reads a value.
   *
   * @throws BrokenWire when the bytes hold none
   */
  T read(In in);

  /** A codec of two functions. */
  static <T> Codec<T> of(BiConsumer<T, Out> writer, Function<In, T> reader) {
    return new Codec<>() {
      @Override
      public void write(T value, Out out) {
        writer.accept(value, out);
      }

      @Override
      public T read(In in) {
        try {
          return reader.apply(in);
        } catch (IllegalArgumentException broken) {
          // a record that checks its parts refused them
          throw new BrokenWire("not a value: " + broken.getMessage(), broken);
        }
      }
    };
  }

  /** A codec of lists of this codec's values. */
  default Codec<List<T>> list() {
    return of((items, out) -> out.writeList(items, this), in -> in.readList(this));
  }

  /** The same value in a frame, for places where something follows it. */
  default Codec<T> framed() {
    return of((value, out) -> out.writeFramed(value, this), in -> in.readFramed(this));
  }

  /** A value's bytes. */
  default byte[] encode(T value) {
    Out out = IdleOut.take();
    write(value, out);
    byte[] bytes = out.toByteArray();
    IdleOut.give(out);
    return bytes;
  }

  /**
   * The value that bytes hold; bytes behind its last known field are passed over.
   *
   * @throws BrokenWire when they hold none
   */
  default T decode(byte[] bytes) {
    return read(new In(bytes));
  }
}
