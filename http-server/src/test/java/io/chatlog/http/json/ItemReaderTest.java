package io.chatlog.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemReaderTest {
  private static final FieldNames NAMES = FieldNames.of("id", "metadata");
  private static final int ITEMS_MAX = 5;

  /** Each item as its id, or as the code of its first fault. */
  private static List<String> all(ItemReader items) {
    List<String> found = new ArrayList<>();
    while (items.next()) {
      assertThat(items.index()).isEqualTo(found.size());
      Fields item = items.fields();
      String id = item.text("id");
      item.object("metadata");
      found.add(
          item.faults().first().map(fault -> fault.code().wireName()).orElse(String.valueOf(id)));
    }
    assertThat(items.next()).isFalse();
    return found;
  }

  private static List<String> array(String json) {
    return all(ItemReader.array(Body.of(json), NAMES, ITEMS_MAX));
  }

  private static List<String> lines(String text) {
    return all(ItemReader.lines(Body.of(text), NAMES, ITEMS_MAX));
  }

  private static ErrorCode refusal(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException e) {
      return e.problem().code();
    }
    throw new AssertionError("not refused");
  }

  @Test
  void oneBadItemOfAnArrayHarmsNoOther() {
    assertThat(
            array(
                """
                [{"id":"a"}, 7, {"id":"b","x":1}, {"id":"c","id":"c"},
                 {"id":"d","metadata":{"k":{"s":1,"s":2}}}]\
                """))
        .containsExactly("a", "invalid_field", "unknown_field", "malformed_json", "malformed_json");
    assertThat(array("[{\"id\":\"\\ud800\"},{\"id\":\"b\"},{\"id\":\"\\udc00x\"},{\"id\":\"c\"}]"))
        .containsExactly("malformed_json", "b", "malformed_json", "c");
    String deep = "[".repeat(80) + "]".repeat(80);
    assertThat(array("[{\"id\":\"a\",\"metadata\":{\"x\":" + deep + "}},{\"id\":\"b\"}]"))
        .containsExactly("malformed_json", "b");
    assertThat(array("[{\"metadata\":{\"a\":1}},{\"id\":\"b\"},[{}],null]"))
        .containsExactly("null", "b", "invalid_field", "invalid_field");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[{\"id\":\"a\"}",
        "[{\"id\":\"a\"},]",
        "[{\"id\":\"a\"}] x",
        "[{\"id\":\"a\"}{}]",
        "[{\"id\":\"a\"},{\"id\":}]",
        "[{\"id\":\"a\"},nul]"
      })
  void aSyntaxErrorIsTheFaultOfTheWholeArray(String json) {
    assertThat(refusal(() -> array(json))).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void bytesThatAreNotUtf8AreTheFaultOfTheWholeArrayButOfOneLineOnly() {
    byte[] bad = "[{\"id\":\"?\"}]".getBytes(StandardCharsets.UTF_8);
    bad[8] = (byte) 0xFF;
    assertThat(refusal(() -> ItemReader.array(Body.of(bad), NAMES, ITEMS_MAX)))
        .isEqualTo(ErrorCode.MALFORMED_JSON);
    byte[] lines = "{\"id\":\"?\"}\n{\"id\":\"b\"}".getBytes(StandardCharsets.UTF_8);
    lines[7] = (byte) 0xFF;
    assertThat(all(ItemReader.lines(Body.of(lines), NAMES, ITEMS_MAX)))
        .containsExactly("malformed_json", "b");
  }

  @Test
  void aMalformedLineIsThatLinesFaultOnly() {
    assertThat(lines("{\"id\":\"a\"}\n{\"id\":\n{\"id\":\"c\"}\r\n\n  \n7\n{\"id\":\"d\"}"))
        .containsExactly("a", "malformed_json", "c", "malformed_json", "d");
    assertThat(lines("{\"id\":\"a\"}{\"id\":\"b\"}\n{\"id\":\"c\"} x\n{\"id\":\"d\"}  \n"))
        .containsExactly("malformed_json", "malformed_json", "d");
    assertThat(lines("{\"id\":\n\"a\"}\n{\"id\":\"b\"}"))
        .containsExactly("malformed_json", "malformed_json", "b");
    assertThat(lines("{\"id\":\"\\ud800\"}\n{\"id\":\"b\",\"id\":\"b\"}\n{\"id\":\"c\"}"))
        .containsExactly("malformed_json", "malformed_json", "c");
    assertThat(lines("{\"id\":\"a\nb\"}\n{\"id\":\"c\"}"))
        .containsExactly("malformed_json", "malformed_json", "c");
    String deep = "[".repeat(2000);
    assertThat(lines("{\"metadata\":{\"x\":" + deep + "\n{\"id\":\"b\"}"))
        .containsExactly("malformed_json", "b");
    assertThat(lines("\uFEFF{\"id\":\"a\"}\n{\"id\":\"b\"}")).containsExactly("a", "b");
    assertThat(lines("\0\0{\"id\":\"a\"}\n{\"id\":\"ü😀\"}"))
        .containsExactly("malformed_json", "ü😀");
  }

  @Test
  void itemsAreCounted() {
    String item = "{\"id\":\"a\"}";
    String five = String.join(",", List.of(item, item, item, item, item));
    assertThat(array("[" + five + "]")).hasSize(ITEMS_MAX);
    assertThat(refusal(() -> array("[" + five + "," + item + "]")))
        .isEqualTo(ErrorCode.BATCH_TOO_LARGE);
    assertThat(lines(five.replace(',', '\n') + "\n")).hasSize(ITEMS_MAX);
    assertThat(refusal(() -> lines(five.replace(',', '\n') + "\n" + item)))
        .isEqualTo(ErrorCode.BATCH_TOO_LARGE);
    assertThat(refusal(() -> array("[]"))).isEqualTo(ErrorCode.BATCH_EMPTY);
    assertThat(refusal(() -> lines(" \n\r\n"))).isEqualTo(ErrorCode.BATCH_EMPTY);
  }

  @Test
  void nothingLeaksFromOneItemIntoTheNext() {
    ItemReader items =
        ItemReader.array(
            Body.of("[{\"id\":\"a\",\"metadata\":{\"k\":1}},{},{\"id\":5}]"), NAMES, ITEMS_MAX);
    assertThat(items.next()).isTrue();
    assertThat(items.next()).isTrue();
    assertThat(items.fields().text("id")).isNull();
    assertThat(items.fields().object("metadata")).isNull();
    assertThat(items.fields().faults().isEmpty()).isTrue();
    assertThat(items.next()).isTrue();
    assertThat(items.fields().text("id")).isNull();
    assertThat(items.fields().faults().count()).isEqualTo(1);
    assertThatThrownBy(() -> items.fields().text("undeclared"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
