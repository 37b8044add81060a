package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.chatlog.http.param.Times;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in UTF-8 to a stream as it goes: nothing is built up in memory. Methods return this
 * writer, so that an object reads as one expression. Not thread-safe.
 *
 * <p>A null value is written as {@code null}: what a client may find, it always finds.
 */
public final class JsonWriter implements AutoCloseable {
  /** How many writers' buffers, of 8 or 16 KB each, are kept for the next ones. */
  private static final int BUFFERS_KEPT_MAX = 64;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // A line of NDJSON begins with its value.
          .rootValueSeparator("")
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          // The end of the JSON is no reason to send a small answer on its way in pieces.
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          // Jackson keeps them for each thread, and a request has a thread of its own.
          .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS_KEPT_MAX))
          .build();

  private final JsonGenerator generator;
  private final OutputStream out;

  private JsonWriter(JsonGenerator generator, OutputStream out) {
    this.generator = generator;
    this.out = out;
  }

  /** A writer to this stream, which stays open when the writer is closed. */
  public static JsonWriter to(OutputStream out) throws IOException {
    return new JsonWriter(FACTORY.createGenerator(out), out);
  }

  public JsonWriter startObject() throws IOException {
    generator.writeStartObject();
    return this;
  }

  public JsonWriter endObject() throws IOException {
    generator.writeEndObject();
    return this;
  }

  public JsonWriter startArray() throws IOException {
    generator.writeStartArray();
    return this;
  }

  public JsonWriter endArray() throws IOException {
    generator.writeEndArray();
    return this;
  }

  /** The name of the value that is written next. */
  public JsonWriter name(String name) throws IOException {
    generator.writeFieldName(name);
    return this;
  }

  public JsonWriter value(@Nullable String value) throws IOException {
    generator.writeString(value);
    return this;
  }

  public JsonWriter value(long value) throws IOException {
    generator.writeNumber(value);
    return this;
  }

  public JsonWriter field(String name, @Nullable String value) throws IOException {
    generator.writeFieldName(name);
    generator.writeString(value);
    return this;
  }

  public JsonWriter field(String name, long value) throws IOException {
    generator.writeFieldName(name);
    generator.writeNumber(value);
    return this;
  }

  /** Not a number and infinity are written as {@code null}: JSON has no word for them. */
  public JsonWriter field(String name, double value) throws IOException {
    generator.writeFieldName(name);
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
    return this;
  }

  /**
   * The shortest decimal that a float stands for, rather than the double that is nearest to its
   * bits. Not a number and infinity are written as {@code null}.
   */
  public JsonWriter field(String name, float value) throws IOException {
    generator.writeFieldName(name);
    if (Float.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
    return this;
  }

  public JsonWriter field(String name, boolean value) throws IOException {
    generator.writeFieldName(name);
    generator.writeBoolean(value);
    return this;
  }

  /** A time in UTC with milliseconds and {@code Z}. */
  public JsonWriter field(String name, @Nullable Instant value) throws IOException {
    return field(name, value == null ? null : Times.format(value));
  }

  public JsonWriter nullField(String name) throws IOException {
    generator.writeFieldName(name);
    generator.writeNull();
    return this;
  }

  public JsonWriter field(String name, Collection<String> values) throws IOException {
    generator.writeFieldName(name);
    generator.writeStartArray();
    for (String value : values) {
      generator.writeString(value);
    }
    generator.writeEndArray();
    return this;
  }

  /** A value that is JSON already, written verbatim; it must be one well-formed value. */
  public JsonWriter rawField(String name, String json) throws IOException {
    generator.writeFieldName(name);
    generator.writeRawValue(json);
    return this;
  }

  public JsonWriter objectField(String name) throws IOException {
    generator.writeFieldName(name);
    generator.writeStartObject();
    return this;
  }

  public JsonWriter arrayField(String name) throws IOException {
    generator.writeFieldName(name);
    generator.writeStartArray();
    return this;
  }

  /** Ends a line of NDJSON. */
  public JsonWriter newLine() throws IOException {
    generator.writeRaw('\n');
    return this;
  }

  /** Sends what was written so far on its way. */
  public void flush() throws IOException {
    generator.flush();
    out.flush();
  }

  /** The generator below, for what this writer has no method for. */
  public JsonGenerator generator() {
    return generator;
  }

  /** Writes out what is buffered; an unfinished value stays unfinished. */
  @Override
  public void close() throws IOException {
    generator.close();
  }
}
