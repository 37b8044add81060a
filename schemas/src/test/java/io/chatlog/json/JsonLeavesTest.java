package io.chatlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLeavesTest {
  private static List<String> leaves(String json) {
    List<String> found = new ArrayList<>();
    JsonLeaves.visit(
        json, (path, text, number) -> found.add(path + "=" + text + (number ? "#" : "")));
    return found;
  }

  @Test
  void everySingleValueIsVisitedAsItIsWritten() {
    assertThat(leaves("{\"a\":\"x y\",\"n\":1.50,\"e\":1E+2,\"t\":true,\"f\":false,\"z\":null}"))
        .containsExactly("a=x y", "n=1.50#", "e=1E+2#", "t=true", "f=false");
    assertThat(leaves("{}")).isEmpty();
    assertThat(leaves("{ }")).isEmpty();
    assertThat(leaves("{\"\":\"\"}")).containsExactly("=");
  }

  @Test
  void theWayLeadsThroughObjectsAndLists() {
    assertThat(
            leaves(
                "{\"a\":{\"b\":{\"c\":1},\"d\":2},\"l\":[3,[4],{\"m\":5,\"n\":{}},6],"
                    + "\"x.y\":7,\"z\":{\"é\":\"\\u00e9\"},\"last\":8}"))
        .containsExactly(
            "a.b.c=1#", "a.d=2#", "l=3#", "l=4#", "l.m=5#", "l=6#", "x.y=7#", "z.é=é", "last=8#");
  }

  @Test
  void valuesThatSayNothingAreKnown() {
    for (String full : List.of("{}", "{ }", "{\"a\":\"\",\"b\":[{\"c\":0}]}", "[]")) {
      assertThat(JsonLeaves.hasEmptyValues(full)).as(full).isFalse();
    }
    for (String empty :
        List.of(
            "{\"a\":null}",
            "{\"a\":{}}",
            "{\"a\":[ ]}",
            "{\"a\":[1,null]}",
            "{\"a\":{\"b\":{}}}")) {
      assertThat(JsonLeaves.hasEmptyValues(empty)).as(empty).isTrue();
    }
    assertThatThrownBy(() -> JsonLeaves.hasEmptyValues("{\"a\""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> leaves("{\"a\":")).isInstanceOf(IllegalArgumentException.class);
  }
}
