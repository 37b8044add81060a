package io.chatlog.serde;

/**
 * Confluent's wire format: one zero byte, the schema's id as four bytes in network order, then the
 * record in Avro's binary encoding. The same bytes that {@code io.confluent:kafka-avro-serializer}
 * writes.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Confluent's
 *     description of the format</a>
 */
final class WireFormat {
  static final byte MAGIC = 0;
  static final int HEADER_BYTES = 5;

  private WireFormat() {}

  static int schemaId(byte[] bytes) {
    return (bytes[1] & 0xff) << 24
        | (bytes[2] & 0xff) << 16
        | (bytes[3] & 0xff) << 8
        | (bytes[4] & 0xff);
  }
}
