package io.chatlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTextTest {
  /** The object cases of RFC 7396, appendix A. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"b\"};{\"a\":\"c\"};{\"a\":\"c\"}",
        "{\"a\":\"b\"};{\"b\":\"c\"};{\"a\":\"b\",\"b\":\"c\"}",
        "{\"a\":\"b\"};{\"a\":null};{}",
        "{\"a\":\"b\",\"b\":\"c\"};{\"a\":null};{\"b\":\"c\"}",
        "{\"a\":[\"b\"]};{\"a\":\"c\"};{\"a\":\"c\"}",
        "{\"a\":\"c\"};{\"a\":[\"b\"]};{\"a\":[\"b\"]}",
        "{\"a\":{\"b\":\"c\"}};{\"a\":{\"b\":\"d\",\"c\":null}};{\"a\":{\"b\":\"d\"}}",
        "{\"a\":[{\"b\":\"c\"}]};{\"a\":[1]};{\"a\":[1]}",
        "{\"e\":null};{\"a\":1};{\"e\":null,\"a\":1}",
        "{};{\"a\":{\"bb\":{\"ccc\":null}}};{\"a\":{\"bb\":{}}}",
      })
  void mergesAsTheRfcSays(String target, String patch, String result) {
    assertThat(JsonText.mergePatch(target, patch)).isEqualTo(result);
  }

  @Test
  void numbersStayWhatTheyWere() {
    assertThat(JsonText.mergePatch("{\"a\":1.10,\"b\":12345678901234567890}", "{\"c\":0.1}"))
        .isEqualTo("{\"a\":1.10,\"b\":12345678901234567890,\"c\":0.1}");
  }

  @Test
  void nullEmptiesAndOthersAreRefused() {
    assertThat(JsonText.mergePatch("{\"a\":1}", "null")).isEqualTo("{}");
    assertThatThrownBy(() -> JsonText.mergePatch("{}", "[1]"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonText.mergePatch("{}", "{\"a\":"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
