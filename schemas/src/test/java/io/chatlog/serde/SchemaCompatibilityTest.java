package io.chatlog.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.avro.EventRecord;
import io.chatlog.avro.FeedRecord;
import io.chatlog.avro.RejectionRecord;
import io.chatlog.avro.SessionSummaryRecord;
import io.chatlog.avro.UserStatsRecord;
import io.chatlog.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of this version against every schema that was ever released. */
final class SchemaCompatibilityTest {
  private static final Map<String, Schema> CURRENT =
      Map.of(
          Topics.EVENTS, EventRecord.SCHEMA$,
          Topics.FEED, FeedRecord.SCHEMA$,
          Topics.REJECTIONS, RejectionRecord.SCHEMA$,
          Topics.SESSIONS, SessionSummaryRecord.SCHEMA$,
          Topics.USER_STATS, UserStatsRecord.SCHEMA$);

  static Stream<RegisteredSchema> released() {
    return SchemaCatalogue.released().stream();
  }

  @ParameterizedTest
  @MethodSource("released")
  void everyReleasedSchemaIsReadByTheCurrentOne(RegisteredSchema released) {
    Schema old = new Schema.Parser().parse(released.schemaJson());
    Schema now = CURRENT.get(released.subject().replace("-value", ""));
    assertCompatible(now, old);
  }

  /** Of kinds that it knows: a kind that is new needs a reader that is new. */
  @ParameterizedTest
  @MethodSource("released")
  void everyReleasedSchemaReadsTheKindsThatItKnows(RegisteredSchema released) {
    Schema old = new Schema.Parser().parse(released.schemaJson());
    Schema now = CURRENT.get(released.subject().replace("-value", ""));
    for (Schema.Field field : old.getFields()) {
      Schema written = now.getField(field.name()).schema();
      if (field.schema().getType() != Schema.Type.UNION) {
        assertCompatible(field.schema(), written);
        continue;
      }
      for (Schema kind : field.schema().getTypes()) {
        Schema same =
            written.getTypes().stream()
                .filter(type -> type.getFullName().equals(kind.getFullName()))
                .findFirst()
                .orElseThrow();
        assertCompatible(kind, same);
      }
    }
  }

  @Test
  void theLatestReleaseIsWhatTheCodeWrites() {
    CURRENT.forEach(
        (topic, now) -> {
          Schema latest = new Schema.Parser().parse(SchemaCatalogue.latest(topic).schemaJson());
          assertThat(latest)
              .as("%s: a changed schema is a new version in released/ with a new id", topic)
              .isEqualTo(plain(now));
        });
  }

  @Test
  void noIdAndNoVersionIsUsedTwice() {
    List<RegisteredSchema> all = SchemaCatalogue.released();
    assertThat(all).extracting(RegisteredSchema::id).doesNotHaveDuplicates().isSorted();
    Map<String, Integer> versions = new HashMap<>();
    for (RegisteredSchema schema : all) {
      assertThat(schema.version()).isEqualTo(versions.merge(schema.subject(), 1, Integer::sum));
    }
  }

  @Test
  void everyFieldIsDocumented() {
    CURRENT.values().forEach(schema -> assertDocumented(schema, schema.getName()));
  }

  private static void assertDocumented(Schema schema, String where) {
    switch (schema.getType()) {
      case RECORD -> {
        assertThat(schema.getDoc()).as(where).isNotBlank();
        schema
            .getFields()
            .forEach(
                field -> {
                  assertThat(field.doc()).as(where + "." + field.name()).isNotBlank();
                  assertDocumented(field.schema(), where + "." + field.name());
                });
      }
      case UNION -> schema.getTypes().forEach(type -> assertDocumented(type, where));
      default -> {}
    }
  }

  private static void assertCompatible(Schema reader, Schema writer) {
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  /** The schema without what the code generator adds for Java. */
  private static Schema plain(Schema generated) {
    String json =
        generated
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
            .replace(",\"avro.java.string\":\"String\"", "");
    return new Schema.Parser().parse(json);
  }
}
