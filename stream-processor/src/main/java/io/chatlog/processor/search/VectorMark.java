package io.chatlog.processor.search;

import io.chatlog.value.Embedding;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors something is found by, told in so few bytes that two may be compared often.
 *
 * @param dimensions of all its vectors together; 0 where there is none
 * @param digest of their numbers as they are in the index, see {@link Embedding#direction}
 */
public record VectorMark(int dimensions, long digest) {
  /** That of what has no vector. */
  public static final VectorMark NONE = new VectorMark(0, 0);

  /** What the index should say of a vector. */
  public static VectorMark of(@Nullable Embedding embedding) {
    return embedding == null ? NONE : of(embedding.direction());
  }

  static VectorMark of(float[] direction) {
    ByteBuffer bytes = ByteBuffer.allocate(direction.length * Float.BYTES);
    bytes.asFloatBuffer().put(direction);
    return new VectorMark(
        direction.length, StringHelper.murmurhash3_x64_128(new BytesRef(bytes.array()))[0]);
  }

  /** That of the vectors of both, whichever comes first. */
  VectorMark plus(VectorMark other) {
    return new VectorMark(dimensions + other.dimensions, digest + other.digest);
  }

  @Override
  public String toString() {
    return dimensions == 0
        ? "none"
        : dimensions + " numbers, " + HexFormat.of().toHexDigits(digest);
  }
}
