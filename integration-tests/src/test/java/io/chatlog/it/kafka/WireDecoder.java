package io.chatlog.it.kafka;

import io.chatlog.it.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/** Decodes the Confluent wire format by a registry, as any consumer would. Not thread-safe. */
final class WireDecoder implements AutoCloseable {
  private static final int MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI registry;
  private final Map<Integer, Schema> schemas = new HashMap<>();

  WireDecoder(URI registry) {
    this.registry = registry;
  }

  GenericRecord decode(byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER_BYTES);
    if (header.get() != MAGIC) {
      throw new IllegalArgumentException("the record does not begin with the magic byte");
    }
    Schema schema = schemas.computeIfAbsent(header.getInt(), this::fetch);
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Schema fetch(int id) {
    HttpRequest request = HttpRequest.newBuilder(registry.resolve("/schemas/ids/" + id)).build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Schema.Parser().parse(Json.read(response.body()).required("schema").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
