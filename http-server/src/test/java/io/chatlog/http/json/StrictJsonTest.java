package io.chatlog.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static final FieldNames NAMES =
      FieldNames.of(
          "title", "count", "ratio", "flag", "at", "tags", "metadata", "embedding", "other");

  private static Fields read(String json) {
    return StrictJson.object(Body.of(json), NAMES);
  }

  private static Problem refused(byte[] json) {
    try {
      StrictJson.object(Body.of(json), NAMES);
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("not refused");
  }

  private static Problem refused(String json) {
    return refused(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"title\"",
        "{\"title\":",
        "{\"title\":\"x\"",
        "{\"title\":\"x\"} x",
        "{\"title\":\"x\"}{}",
        "{\"title\":\"x\",}",
        "[]",
        "1",
        "null",
        "{'title':'x'}",
        "{title:1}",
        "{\"count\":NaN}",
        "{\"count\":Infinity}",
        "{\"count\":01}",
        "{\"count\":+1}",
        "{\"count\":.5}",
        "{\"count\":1.}",
        "{\"count\":0x1}",
        "{\"title\":\"a\nb\"}",
        "{\"title\":\"a\u0000b\"}",
        "{\"title\":\"\\x\"}",
        "{\"title\":\"\\ud800\"}",
        "{\"title\":\"\\udc00\\ud800\"}",
        "{\"title\":\"a\\ud83dx\"}",
        "{\"\\ud800\":1}",
        "{\"other\":\"\\uDFFF\"}",
        "{\"title\":\"a\",\"title\":\"a\"}",
        "{\"metadata\":{\"a\":1,\"b\":2,\"a\":1}}",
        "{\"metadata\":{\"x\":[{\"a\":1,\"a\":2}]}}",
        "{\"metadata\":{\"x\":[1,2}}",
        "// c\n{}",
        "{\"title\":tru}",
        "{\"title\":\"x\"}\u0000"
      })
  void whatIsNotStrictJsonIsRefused(String json) {
    Problem problem = refused(json);
    assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    assertThat(problem.detail())
        .doesNotContain("com.")
        .doesNotContain("Feature")
        .doesNotContain("Source")
        .doesNotContain("Parser")
        .doesNotContain("Exception");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (String hex :
        List.of(
            "ff", "c0af", "eda080", "edbfbf", "f4908080", "e282", "80", "f0808080", "c3", "fe")) {
      byte[] bad = HexFormat.of().parseHex(hex);
      byte[] json = concat("{\"title\":\"".getBytes(StandardCharsets.UTF_8), bad, "\"}".getBytes());
      assertThat(refused(json).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    }
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(refused("{\"title\":\"x\"}".getBytes(charset)).code())
          .isEqualTo(ErrorCode.MALFORMED_JSON);
    }
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void lineAndColumnAreTold() {
    assertThat(refused("{\n  \"title\": }").detail()).endsWith("at line 2, column 12");
  }

  @Test
  void depthIsBounded() {
    String deepest = "[".repeat(63) + "]".repeat(63);
    assertThat(read("{\"metadata\":{\"a\":" + deepest.substring(1, 125) + "}}").faults().isEmpty())
        .isTrue();
    for (int depth : new int[] {64, 500, 1001, 200_000}) {
      Problem problem =
          refused("{\"metadata\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}}");
      assertThat(problem.code()).isEqualTo(ErrorCode.MALFORMED_JSON);
      assertThat(problem.detail()).contains("nested");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1.10}",
        "{\"a\":1e400}",
        "{\"a\":12345678901234567890}",
        "{\"a\":-0,\"b\":-0.0,\"c\":1E+2,\"d\":0.1e-7}",
        "{\"z\":1,\"a\":2,\"m\":{\"y\":[1,2.50,{\"x\":null}],\"b\":true}}",
        "{\"emoji\":\"😀\",\"uml\":\"ü\",\"esc\":\"a\\\"b\\\\c\\nd\\u0001\"}",
        "{}",
        "{\"\":\"\"}",
        "{\"a\":[],\"b\":{},\"c\":[[],[{}]]}"
      })
  void metadataKeepsItsText(String metadata) {
    assertThat(read("{\"metadata\":" + metadata + "}").object("metadata")).isEqualTo(metadata);
  }

  @Test
  void metadataIsMadeCompact() {
    Fields fields =
        read("{\"metadata\" : { \"a\" : [ 1 , 2 ] ,\n\"b\": \"\\u00fc\\ud83d\\ude00\\/\" } }");
    assertThat(fields.object("metadata")).isEqualTo("{\"a\":[1,2],\"b\":\"ü😀/\"}");
  }

  @Test
  void everyFaultIsFound() {
    Fields fields =
        read(
            """
            {"title": 5, "count": 1.5, "flag": "yes", "at": "yesterday", "tags": ["ok", 3, ""],
             "metadata": [], "a/b": 1, "ratio": "x", "embedding": [1, "x"]}\
            """);
    fields.string("title", 1, 5);
    fields.integer("count", 0, 10);
    fields.bool("flag");
    fields.instant("at");
    assertThat(fields.strings("tags", 10, 1, 5)).containsExactly("ok");
    fields.object("metadata");
    fields.decimal("ratio", 0, 1);
    fields.floats("embedding", 10);
    fields.requiredString("other", 1, 5);
    assertThat(fields.faults().list())
        .extracting(FieldFault::pointer, fault -> fault.code().wireName())
        .containsExactly(
            tuple("/a~1b", "unknown_field"),
            tuple("/title", "invalid_field"),
            tuple("/count", "invalid_field"),
            tuple("/flag", "invalid_field"),
            tuple("/at", "invalid_field"),
            tuple("/tags/1", "invalid_field"),
            tuple("/tags/2", "invalid_field"),
            tuple("/metadata", "invalid_field"),
            tuple("/ratio", "invalid_field"),
            tuple("/embedding/1", "invalid_field"),
            tuple("/other", "missing_field"));
    assertThatThrownBy(() -> fields.faults().throwIfAny()).isInstanceOf(ProblemException.class);
  }

  @Test
  void valuesAreRead() {
    Fields fields =
        read(
            """
            {"title": "x", "count": 7, "ratio": 0.5, "flag": true,
             "at": "2024-02-29T12:00:00.123456+02:00", "tags": ["a", "b"],
             "embedding": [1, -2.5], "other": null}\
            """);
    assertThat(fields.string("title", 1, 1)).isEqualTo("x");
    assertThat(fields.integer("count", 7, 7)).isEqualTo(7);
    assertThat(fields.decimal("ratio", 0, 1)).isEqualTo(0.5);
    assertThat(fields.bool("flag")).isTrue();
    assertThat(fields.instant("at")).hasToString("2024-02-29T10:00:00.123456Z");
    assertThat(fields.instantMicros("at")).isEqualTo(1_709_200_800_123_456L);
    assertThat(fields.strings("tags", 2, 1, 1)).containsExactly("a", "b");
    assertThat(fields.floats("embedding", 2)).containsExactly(1f, -2.5f);
    assertThat(fields.has("other")).isFalse();
    assertThat(fields.isNull("other")).isTrue();
    assertThat(fields.isNull("metadata")).isFalse();
    assertThat(fields.string("other", 1, 1)).isNull();
    assertThat(fields.json("title")).isEqualTo("\"x\"");
    assertThat(fields.json("count")).isEqualTo("7");
    assertThat(fields.json("other")).isEqualTo("null");
    assertThat(fields.json("metadata")).isNull();
    assertThat(fields.faults().isEmpty()).isTrue();
  }

  @Test
  void lengthsAreInUnicodeCharacters() {
    assertThat(read("{\"title\":\"😀😀\"}").string("title", 2, 2)).isEqualTo("😀😀");
    assertThat(read("{\"title\":\"😀\"}").string("title", 2, 2)).isNull();
    assertThat(read("{\"title\":\"😀😀😀\"}").string("title", 2, 2)).isNull();
    assertThat(read("{\"title\":\"\"}").string("title", 0, 2)).isEmpty();
    assertThat(read("{\"title\":\"abc\"}").string("title", 1, 2)).isNull();
  }

  @Test
  void metadataIsBoundedInBytes() {
    assertThat(read("{\"metadata\":{\"a\":\"ü😀x\"}}").object("metadata", 15)).isNotNull();
    Fields tooLarge = read("{\"metadata\":{\"a\":\"ü😀x\"}}");
    assertThat(tooLarge.object("metadata", 14)).isNull();
    assertThat(tooLarge.faults().first().orElseThrow().code())
        .isEqualTo(ErrorCode.METADATA_TOO_LARGE);
  }

  @Test
  void aClosedObjectKeepsWhatBeginsAsDeclared() {
    FieldNames names = FieldNames.of("q").andPrefixed("m.");
    Fields fields =
        StrictJson.object(Body.of("{\"m.a.b\":1.0,\"q\":\"x\",\"m.\\\"\":[ 2 ]}"), names);
    assertThat(fields.prefixedAsJson("m.")).isEqualTo("{\"a.b\":1.0,\"\\\"\":[2]}");
    assertThat(StrictJson.object(Body.of("{}"), names).prefixedAsJson("m.")).isEqualTo("{}");
    Fields closed = StrictJson.object(Body.of("{\"m.\":1,\"ma\":2,\"m\":3}"), names);
    assertThat(closed.faults().list())
        .hasSize(3)
        .allSatisfy(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNKNOWN_FIELD));
  }

  @Test
  void anOpenObjectKeepsWhatItDoesNotKnow() {
    FieldNames open = FieldNames.open("name", "metadata");
    Fields both =
        StrictJson.object(
            Body.of("{\"name\":\"n\",\"age\":1.0,\"metadata\":{\"a\":1},\"x\":{\"y\":[ ]}}"), open);
    assertThat(both.unknownAsJson("metadata")).isEqualTo("{\"a\":1,\"age\":1.0,\"x\":{\"y\":[]}}");
    assertThat(StrictJson.object(Body.of("{\"q\":\"\\\"\"}"), open).unknownAsJson("metadata"))
        .isEqualTo("{\"q\":\"\\\"\"}");
    assertThat(StrictJson.object(Body.of("{}"), open).unknownAsJson("metadata")).isNull();
    Fields clash = StrictJson.object(Body.of("{\"a\":2,\"b\":3,\"metadata\":{\"a\":1}}"), open);
    clash.unknownAsJson("metadata");
    assertThat(clash.faults().list())
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/a"))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_FIELD));
    Fields empty = StrictJson.object(Body.of("{\"b\":3,\"metadata\":{}}"), open);
    assertThat(empty.unknownAsJson("metadata")).isEqualTo("{\"b\":3}");
    assertThatThrownBy(() -> StrictJson.object(Body.of("{\"a\":2,\"a\":1}"), open))
        .hasMessageContaining("twice");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(read("\uFEFF{\"title\":\"x\"}").text("title")).isEqualTo("x");
  }

  @Test
  void exponentsThatNoDecimalTypeHoldsAreRefused() {
    assertThat(read("{\"metadata\":{\"a\":[1e999999999,-1.5E-999999999]}}").object("metadata"))
        .isEqualTo("{\"a\":[1e999999999,-1.5E-999999999]}");
    for (String number : List.of("1e1000000000", "1E+1000000000", "-0.1e-1000000000")) {
      assertThatThrownBy(() -> read("{\"metadata\":{\"a\":" + number + "}}"))
          .hasMessageContaining("exponent");
    }
  }
}
