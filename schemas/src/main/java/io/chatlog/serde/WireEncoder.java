package io.chatlog.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of one type in Confluent's wire format under a schema id that was registered
 * before: encoding asks no registry. Thread-safe.
 *
 * @param <T> the generated Avro class
 */
public final class WireEncoder<T extends SpecificRecord> {
  private static final int FIRST_BUFFER_BYTES = 512;

  private final byte[] header;
  private final SpecificDatumWriter<T> writer;

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
    ByteArrayOutputStream out = new ByteArrayOutputStream(FIRST_BUFFER_BYTES);
    out.write(header, 0, header.length);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer.write(value, encoder);
      encoder.flush();
    } catch (IOException impossible) { // the target is memory
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
