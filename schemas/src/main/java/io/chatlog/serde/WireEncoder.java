package io.chatlog.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of one type in Confluent's wire format under a schema id that was registered
 * before: encoding asks no registry. Thread-safe.
 *
 * @param <T> the generated Avro class
 */
public final class WireEncoder<T extends SpecificRecord> {
  private static final int FIRST_BUFFER_BYTES = 512;

  /** A larger buffer is not kept. */
  private static final int KEPT_BUFFER_BYTES_MAX = 1 << 16;

  private final byte[] header;
  private final SpecificDatumWriter<T> writer;
  private final AtomicReference<@Nullable Buffer> idle = new AtomicReference<>();

  /**
   * @param schemaId the id under which the registry knows the schema of {@code type}
   */
  public WireEncoder(int schemaId, Class<T> type) {
    this.header =
        new byte[] {
          WireFormat.MAGIC,
          (byte) (schemaId >>> 24),
          (byte) (schemaId >>> 16),
          (byte) (schemaId >>> 8),
          (byte) schemaId
        };
    this.writer = new SpecificDatumWriter<>(type);
  }

  /** The bytes of a record, header included. */
  public byte[] encode(T value) {
    Buffer kept = idle.getAndSet(null); // another thread may have it
    Buffer buffer = kept == null ? new Buffer(new ByteArrayOutputStream(FIRST_BUFFER_BYTES)) : kept;
    ByteArrayOutputStream out = buffer.out();
    out.reset();
    out.write(header, 0, header.length);
    try {
      writer.write(value, buffer.encoder());
      buffer.encoder().flush();
    } catch (IOException impossible) { // the target is memory
      throw new UncheckedIOException(impossible);
    }
    byte[] bytes = out.toByteArray();
    if (bytes.length <= KEPT_BUFFER_BYTES_MAX) {
      idle.set(buffer);
    }
    return bytes;
  }

  private record Buffer(ByteArrayOutputStream out, BinaryEncoder encoder) {
    Buffer(ByteArrayOutputStream out) {
      this(out, EncoderFactory.get().directBinaryEncoder(out, null));
    }
  }
}
