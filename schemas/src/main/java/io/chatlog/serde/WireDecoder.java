package io.chatlog.serde;

import io.chatlog.avro.EventRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Reads records of one type in Confluent's wire format, whichever compatible schema they were
 * written with. A schema is asked for once and kept: at most {@value #SCHEMAS_MAX} of them.
 * Thread-safe.
 *
 * <p>Avro's own limits are set before its first use: a length that a broken or hostile record
 * claims is refused before memory is taken for it.
 *
 * @param <T> the generated Avro class
 */
public final class WireDecoder<T extends SpecificRecord> {
  static final int SCHEMAS_MAX = 1_000;

  static {
    // Avro makes only classes that are trusted: ours
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            candidate -> candidate.getPackageName().equals(EventRecord.class.getPackageName())));
    limit("org.apache.avro.limits.bytes.maxLength", 64 << 20);
    limit("org.apache.avro.limits.string.maxLength", 64 << 20);
    limit("org.apache.avro.limits.collectionItems.maxLength", 1 << 20);
  }

  private final SchemaSource schemas;
  private final SpecificData model;
  private final Schema readerSchema;
  private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

  /**
   * @param schemas asked once for each schema id that records bear
   */
  public WireDecoder(SchemaSource schemas, Class<T> type) {
    this.schemas = schemas;
    this.model = SpecificData.getForClass(type);
    this.readerSchema = model.getSchema(type);
  }

  /**
   * The record that bytes hold.
   *
   * @throws UndecodableRecord when they hold none: no header, an id that the registry does not
   *     know, an incompatible schema, broken or trailing bytes
   * @throws IOException when the schema is not known yet and the registry cannot be asked: try
   *     again later
   */
  public T decode(byte[] bytes) throws UndecodableRecord, IOException {
    if (bytes.length < WireFormat.HEADER_BYTES || bytes[0] != WireFormat.MAGIC) {
      throw new UndecodableRecord("no header of the wire format");
    }
    SpecificDatumReader<T> reader = reader(WireFormat.schemaId(bytes));
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, null);
    try {
      T value = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UndecodableRecord("bytes follow the record");
      }
      return value;
    } catch (IOException | RuntimeException broken) {
      // Avro throws several kinds, UnsupportedOperationException for a huge length among them
      throw new UndecodableRecord("broken Avro: " + broken.getMessage(), broken);
    }
  }

  private SpecificDatumReader<T> reader(int id) throws UndecodableRecord, IOException {
    SpecificDatumReader<T> known = readers.get(id);
    if (known != null) {
      return known;
    }
    Optional<String> json = schemas.schemaById(id);
    if (json.isEmpty()) {
      throw new UndecodableRecord("the registry knows no schema with id " + id);
    }
    if (readers.size() >= SCHEMAS_MAX) {
      throw new UndecodableRecord("more than " + SCHEMAS_MAX + " schemas in one topic");
    }
    try {
      Schema writerSchema = new Schema.Parser().parse(json.get());
      SpecificDatumReader<T> made = new SpecificDatumReader<>(writerSchema, readerSchema, model);
      readers.put(id, made);
      return made;
    } catch (RuntimeException broken) {
      throw new UndecodableRecord(
          "schema " + id + " cannot be read: " + broken.getMessage(), broken);
    }
  }

  private static void limit(String property, int most) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(most));
    }
  }
}
