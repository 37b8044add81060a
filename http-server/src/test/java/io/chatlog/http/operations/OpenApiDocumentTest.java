package io.chatlog.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.http.problem.ErrorReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();
  private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

  private static Map<String, ErrorCode> codes() {
    return Arrays.stream(ErrorCode.values())
        .collect(Collectors.toMap(ErrorCode::wireName, code -> code));
  }

  /** Every operation as its label and its node. */
  private static List<Map.Entry<String, JsonNode>> operations() {
    List<Map.Entry<String, JsonNode>> all = new ArrayList<>();
    for (var path : DOCUMENT.root().path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (!operation.getKey().equals("parameters")) {
          all.add(Map.entry(operation.getKey() + " " + path.getKey(), operation.getValue()));
        }
      }
    }
    return all;
  }

  @Test
  void everyReferenceLeadsSomewhereAndNothingIsEmpty() {
    walk(DOCUMENT.root(), "");
  }

  private static void walk(JsonNode node, String where) {
    assertThat(node.isNull() && !where.contains("example")).as(where).isFalse();
    if (node.isObject()) {
      JsonNode reference = node.path("$ref");
      if (!reference.isMissingNode()) {
        assertThat(DOCUMENT.root().at(reference.asText().substring(1)).isMissingNode())
            .as(reference.asText())
            .isFalse();
      }
      node.properties().forEach(field -> walk(field.getValue(), where + "/" + field.getKey()));
    } else if (node.isArray()) {
      node.forEach(item -> walk(item, where + "/*"));
    }
  }

  @Test
  void everyComponentIsUsed() {
    String text = DOCUMENT.root().toString();
    for (var kind : DOCUMENT.root().path("components").properties()) {
      if (kind.getKey().equals("securitySchemes")) {
        continue; // named by "security", not by reference
      }
      for (var component : kind.getValue().properties()) {
        String reference = "\"#/components/" + kind.getKey() + "/" + component.getKey() + "\"";
        assertThat(text).contains(reference);
      }
    }
  }

  @Test
  void operationsHaveNamesOfTheirOwnThatAreNoErrorCodes() {
    Set<String> names = new HashSet<>(codes().keySet());
    for (var operation : operations()) {
      String name = operation.getValue().path("operationId").asText();
      assertThat(name).as(operation.getKey()).matches("[a-z_]+");
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(operation.getValue().path("summary").asText()).isNotEmpty();
      assertThat(operation.getValue().path("tags")).hasSize(1);
    }
  }

  @Test
  void pathParametersAreThoseOfThePath() {
    for (var operation : operations()) {
      String path = operation.getKey().substring(operation.getKey().indexOf(' ') + 1);
      Set<String> named = new TreeSet<>();
      for (Matcher matcher = PATH_PARAMETER.matcher(path); matcher.find(); ) {
        named.add(matcher.group(1));
      }
      Set<String> declared = new TreeSet<>();
      for (JsonNode holder :
          List.of(DOCUMENT.root().path("paths").path(path), operation.getValue())) {
        for (JsonNode parameter : holder.path("parameters")) {
          JsonNode resolved =
              parameter.has("$ref")
                  ? DOCUMENT.root().at(parameter.path("$ref").asText().substring(1))
                  : parameter;
          if (resolved.path("in").asText().equals("path")) {
            declared.add(resolved.path("name").asText());
          }
        }
      }
      assertThat(declared).as(operation.getKey()).isEqualTo(named);
    }
  }

  @Test
  void errorsOfAnOperationAreInTheCatalogueAndHaveTheirStatusAmongItsAnswers() {
    Map<String, ErrorCode> codes = codes();
    for (var operation : operations()) {
      for (JsonNode name : operation.getValue().path("x-errors")) {
        ErrorCode code = codes.get(name.asText());
        assertThat(code).as(name.asText()).isNotNull();
        assertThat(operation.getValue().path("responses").has(String.valueOf(code.status())))
            .as(operation.getKey() + " answers " + name.asText())
            .isTrue();
      }
    }
  }

  @Test
  void theCatalogueIsPutIn() throws IOException {
    JsonNode published = new ObjectMapper().readTree(DOCUMENT.json());
    assertThat(published.at("/components/schemas/ErrorCode/enum"))
        .hasSize(ErrorCode.values().length);
    assertThat(published.path("x-error-codes").path(0).path("code").asText())
        .isEqualTo("malformed_json");
    assertThat(published.path("openapi").asText()).isEqualTo("3.1.0");
  }

  @Test
  void partsServeDifferentOperations() {
    Set<String> all = new TreeSet<>();
    for (ServedBy part : ServedBy.values()) {
      for (String label : DOCUMENT.operations(part)) {
        assertThat(all.add(label)).as(label).isTrue();
      }
    }
    assertThat(all).isEqualTo(DOCUMENT.operations()).hasSize(operations().size());
    assertThat(DOCUMENT.operations(ServedBy.EVERY))
        .containsExactly(
            "GET /docs",
            "GET /healthz",
            "GET /metrics",
            "GET /openapi.json",
            "GET /readyz",
            "GET /v1/stats/performance");
    assertThat(DOCUMENT.operations(ServedBy.INGEST))
        .contains("POST /v1/messages:batch", "PATCH /v1/users/{user}/sessions/{session}");
    assertThat(DOCUMENT.queryParameters("GET /v1/users"))
        .containsExactly("cursor", "limit", "offset", "prefix");
  }

  @Test
  void theReferencePageOfErrorsIsUpToDate() throws IOException {
    Path page = Path.of("..", "docs", "reference", "errors.md");
    if (Boolean.getBoolean("docs.write")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, ErrorReference.markdown());
    }
    assertThat(page)
        .as("rewrite it: mvn test -pl http-server -am -Ddocs.write=true")
        .hasContent(ErrorReference.markdown());
  }
}
