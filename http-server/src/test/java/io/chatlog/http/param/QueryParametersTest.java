package io.chatlog.http.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.chatlog.http.problem.FieldFault;
import io.chatlog.http.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
  private enum Order {
    ASC,
    DESC
  }

  private static final Set<String> ALLOWED =
      Set.of("limit", "q", "tag", "flag", "order", "since", "score", "metadata.*");

  private static QueryParameters parse(String query) {
    return QueryParameters.parse(query, ALLOWED);
  }

  private static List<String> faults(QueryParameters query) {
    try {
      query.throwIfFaulty();
      return List.of();
    } catch (ProblemException e) {
      return e.problem().errors().stream().map(FieldFault::pointer).toList();
    }
  }

  @Test
  void valuesAreRead() {
    QueryParameters query =
        parse("limit=7&q=a+b%20c%2B%C3%BC&tag=x&tag=y&flag=true&order=asc&score=0.25&metadata.k=v");
    assertThat(query.integer("limit", 1, 0, 10)).isEqualTo(7);
    assertThat(query.string("q")).isEqualTo("a b c+ü");
    assertThat(query.strings("tag")).containsExactly("x", "y");
    assertThat(query.bool("flag", false)).isTrue();
    assertThat(query.oneOf("order", Order.DESC)).isEqualTo(Order.ASC);
    assertThat(query.decimal("score", 0, 1)).isEqualTo(0.25);
    assertThat(query.prefixed("metadata")).containsExactly(entry("k", "v"));
    assertThat(query.has("since")).isFalse();
    assertThat(faults(query)).isEmpty();
  }

  @Test
  void bytesThatCameUnencodedAndWereNoUtf8AreAFault() {
    assertThat(faults(parse("q=a\ufffd"))).containsExactly("q");
    assertThat(parse("q=a%EF%BF%BD").string("q")).isEqualTo("a\ufffd");
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    QueryParameters query = QueryParameters.parse(null, ALLOWED);
    assertThat(query.integer("limit", 5, 0, 10)).isEqualTo(5);
    assertThat(query.string("q")).isNull();
    assertThat(query.strings("tag")).isEmpty();
    assertThat(query.bool("flag", true)).isTrue();
    assertThat(query.oneOf("order", Order.DESC)).isEqualTo(Order.DESC);
    assertThat(query.instant("since", InstantSource.system())).isNull();
    assertThat(query.prefixed("metadata")).isEmpty();
    assertThat(faults(parse("&&"))).isEmpty();
  }

  @Test
  void everyFaultIsFound() {
    QueryParameters query =
        parse(
            "limit=11&flag=yes&order=up&since=soon&score=NaN&q=1&q=2&colour=red&metadata.=x"
                + "&metadata.a=%zz");
    query.integer("limit", 1, 0, 10);
    query.bool("flag", false);
    query.oneOf("order", Order.DESC);
    query.instant("since", InstantSource.fixed(Instant.EPOCH));
    query.decimal("score", 0, 1);
    query.string("q");
    assertThat(faults(query))
        .containsExactlyInAnyOrder(
            "limit", "flag", "order", "since", "score", "q", "colour", "metadata.", "metadata.a");
  }

  @Test
  void numbersAreBoundedAtBothEnds() {
    for (String good : List.of("0", "10", "007")) {
      QueryParameters query = parse("limit=" + good);
      assertThat(query.integer("limit", -1, 0, 10)).isEqualTo(Integer.parseInt(good));
      assertThat(faults(query)).isEmpty();
    }
    String arabic = "%D9%A3";
    String fullWidth = "%EF%BC%93";
    for (String bad :
        List.of(
            "-1",
            "11",
            "",
            "1.0",
            "x",
            "%2B1",
            "99999999999999999999",
            "9223372036854775808",
            arabic,
            fullWidth,
            "1" + arabic,
            "%203",
            "3%20",
            "--1",
            "-")) {
      QueryParameters query = parse("limit=" + bad);
      assertThat(query.integer("limit", 3, 0, 10)).isEqualTo(3);
      assertThat(faults(query)).containsExactly("limit");
    }
  }

  @Test
  void decimalsAreWrittenAsInJson() {
    for (String good : List.of("0", "1", "0.5", "1.", ".5", "5e-1", "0.05E%2B1", "-0")) {
      QueryParameters query = parse("score=" + good);
      assertThat(query.decimal("score", 0, 1)).isBetween(-0.0, 1.0);
      assertThat(faults(query)).as(good).isEmpty();
    }
    for (String bad :
        List.of(
            "1.1",
            "-0.1",
            "",
            ".",
            "e1",
            "NaN",
            "0x1p-1",
            "0.5f",
            "0.5d",
            "%200.5",
            "0.5%20",
            "%2B0.5",
            "0,5",
            "%D9%A0.%D9%A5",
            "1e999",
            "1e9999999999",
            "0.5e")) {
      QueryParameters query = parse("score=" + bad);
      assertThat(query.decimal("score", 0, 1)).isNull();
      assertThat(faults(query)).as(bad).containsExactly("score");
    }
  }

  @Test
  void parametersAreCounted() {
    String many = "tag=x&".repeat(QueryParameters.PARAMETERS_MAX);
    assertThat(parse(many).strings("tag")).hasSize(QueryParameters.PARAMETERS_MAX);
    assertThatThrownBy(() -> parse(many + "tag=y").throwIfFaulty())
        .isInstanceOf(ProblemException.class);
  }
}
