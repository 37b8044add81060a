package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records made from their schema, so that a field that is added later is tested at once: for each
 * record that a union of several may hold, one with everything filled and one with everything null
 * that can be. Always the same ones.
 */
final class SampleRecords {
  private static final List<String> TEXTS =
      List.of(
          "Grüße, 漢字, e\u0301 and 👩🏽‍💻 \"quoted\" \\ back\tslashed\r\n",
          "nick|away[`]",
          "{\"nested\":{\"n\":1.50,\"big\":12345678901234567890,\"list\":[null,true]}}",
          "\u0000\u0001\u001f\u007f\u2028\u2029\ufeff\uffff",
          "x");
  private static final List<Instant> TIMES =
      List.of(
          Instant.parse("2026-07-08T09:10:11.123456Z"),
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          Instant.parse("3000-01-01T00:00:00Z"),
          Instant.EPOCH);
  private static final List<Long> LONGS = List.of(1L, 0L, -1L, (1L << 53) - 1, 42L);
  private static final List<Double> DOUBLES = List.of(0.25, 0.1, -1.5e-7, 1.0);
  private static final List<Float> FLOATS = List.of(0.1f, -1.5e-7f, Float.MAX_VALUE, 0f);

  private final Schema schema;
  private int turn;

  private SampleRecords(Schema schema) {
    this.schema = schema;
  }

  static List<SpecificRecord> of(Schema schema) {
    SampleRecords samples = new SampleRecords(schema);
    List<SpecificRecord> records = new ArrayList<>();
    for (int kind = 0; kind < kinds(schema); kind++) {
      records.add(samples.record(schema, kind, true));
      records.add(samples.record(schema, kind, false));
    }
    return records;
  }

  private static int kinds(Schema schema) {
    return schema.getFields().stream().mapToInt(field -> records(field.schema())).max().orElse(1);
  }

  private static int records(Schema schema) {
    if (!schema.isUnion()) {
      return 1;
    }
    long records =
        schema.getTypes().stream().filter(type -> type.getType() == Schema.Type.RECORD).count();
    return (int) Math.max(1, records);
  }

  private SpecificRecord record(Schema of, int kind, boolean filled) {
    SpecificRecord record = (SpecificRecord) SpecificData.newInstance(classOf(of), of);
    for (Schema.Field field : of.getFields()) {
      record.put(field.pos(), value(field.schema(), kind, filled));
    }
    return record;
  }

  private static Class<?> classOf(Schema schema) {
    try {
      return Class.forName(schema.getFullName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object value(Schema of, int kind, boolean filled) {
    return switch (of.getType()) {
      case UNION -> {
        boolean nullable = of.isNullable();
        if (nullable && !filled) {
          yield null;
        }
        List<Schema> branches =
            of.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
        yield value(branches.get(kind % branches.size()), kind, filled);
      }
      case RECORD -> record(of, kind, filled);
      case ARRAY ->
          filled
              ? List.of(
                  next(of.getElementType()), next(of.getElementType()), next(of.getElementType()))
              : List.of();
      case MAP ->
          filled
              ? Map.of("user", next(of.getValueType()), "tool", next(of.getValueType()))
              : Map.of();
      case STRING, BYTES, LONG, INT, FLOAT, DOUBLE, BOOLEAN -> next(of);
      case ENUM, FIXED, NULL ->
          throw new IllegalStateException("no sample of " + of + " in " + schema.getName());
    };
  }

  private Object next(Schema of) {
    LogicalType logical = of.getLogicalType();
    turn++;
    return switch (of.getType()) {
      case STRING -> TEXTS.get(turn % TEXTS.size());
      case BYTES -> ByteBuffer.wrap(TEXTS.get(turn % TEXTS.size()).getBytes(UTF_8));
      case LONG ->
          logical == null ? LONGS.get(turn % LONGS.size()) : TIMES.get(turn % TIMES.size());
      case INT -> turn % 1_000;
      case FLOAT -> FLOATS.get(turn % FLOATS.size());
      case DOUBLE -> DOUBLES.get(turn % DOUBLES.size());
      case BOOLEAN -> turn % 2 == 0;
      default -> throw new IllegalStateException("no sample of " + of);
    };
  }
}
