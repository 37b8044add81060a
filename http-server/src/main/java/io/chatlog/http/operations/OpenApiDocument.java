package io.chatlog.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Route;
import io.chatlog.http.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The OpenAPI 3.1 document of the whole API, as {@code openapi.yaml} has it, with the error
 * catalogue put in: as the values of {@code code} and as {@code x-error-codes}.
 *
 * <p>Immutable. Every server publishes the whole of it; which part serves an operation is said by
 * its {@code x-served-by}.
 */
public final class OpenApiDocument {
  /** Which part of the system serves an operation. */
  public enum ServedBy {
    /** ingest-api: what writes. */
    INGEST,
    /** query-service: what reads. */
    QUERY,
    /** keeper: backups, served beside what reads. */
    KEEPER,
    /** Every server. */
    EVERY
  }

  private static final String RESOURCE = "/openapi.yaml";
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

  private final JsonNode root;
  private final byte[] json;

  private OpenApiDocument(JsonNode root, byte[] json) {
    this.root = root;
    this.json = json;
  }

  /** Loads the document that is part of this module. */
  public static OpenApiDocument load() {
    try (InputStream yaml = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (yaml == null) {
        throw new IllegalStateException("not on the class path: " + RESOURCE);
      }
      JsonNode root = new YAMLMapper().readTree(yaml);
      addErrorCodes(root);
      return new OpenApiDocument(root, new ObjectMapper().writeValueAsBytes(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addErrorCodes(JsonNode root) {
    ArrayNode names = ((ObjectNode) root.at("/components/schemas/ErrorCode")).putArray("enum");
    ArrayNode codes = ((ObjectNode) root).putArray("x-error-codes");
    for (ErrorCode code : ErrorCode.values()) {
      names.add(code.wireName());
      codes
          .addObject()
          .put("code", code.wireName())
          .put("status", code.status())
          .put("retryable", code.retryable())
          .put("title", code.title())
          .put("advice", code.advice());
    }
  }

  /** The document in JSON. */
  public byte[] json() {
    return json.clone();
  }

  /** The document, to be looked into. */
  JsonNode root() {
    return root;
  }

  /** Method and path of every operation, as in {@code GET /v1/users}. */
  public Set<String> operations() {
    Set<String> labels = new TreeSet<>();
    for (ServedBy part : ServedBy.values()) {
      labels.addAll(operations(part));
    }
    return labels;
  }

  /** Method and path of every operation that one part serves. */
  public Set<String> operations(ServedBy part) {
    Set<String> labels = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          String servedBy = operation.getValue().path("x-served-by").asText();
          if (ServedBy.valueOf(servedBy.toUpperCase(Locale.ROOT)) == part) {
            labels.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
          }
        }
      }
    }
    return labels;
  }

  /** The names of the query parameters of an operation, such as {@code GET /v1/users}. */
  public Set<String> queryParameters(String label) {
    JsonNode path = root.path("paths").path(label.substring(label.indexOf(' ') + 1));
    Set<String> names = new TreeSet<>();
    for (JsonNode holder : List.of(path, operation(label))) {
      for (Iterator<JsonNode> all = holder.path("parameters").elements(); all.hasNext(); ) {
        JsonNode parameter = resolved(all.next());
        if (parameter.path("in").asText().equals("query")) {
          names.add(parameter.path("name").asText());
        }
      }
    }
    return names;
  }

  /**
   * What a server serves and this document does not say, or says otherwise: paths and methods both
   * ways, the operations' names, and their query parameters.
   *
   * @param routes all routes of the server
   * @param parts the parts that the server is, {@link ServedBy#EVERY} included
   * @return one line for each difference; empty when document and server agree
   */
  public List<String> differences(RouteTable routes, Set<ServedBy> parts) {
    Set<String> documented = new TreeSet<>();
    parts.forEach(part -> documented.addAll(operations(part)));
    List<String> found = new ArrayList<>();
    for (Route route : routes.routes()) {
      String label = route.label();
      if (!documented.remove(label)) {
        found.add(label + " is served and not documented");
        continue;
      }
      String operation = operation(label).path("operationId").asText();
      if (!operation.equals(route.operation())) {
        found.add(label + " is " + route.operation() + ", documented as " + operation);
      }
      Set<String> parameters = queryParameters(label);
      if (!parameters.equals(route.queryParameters())) {
        found.add(
            label
                + " takes "
                + new TreeSet<>(route.queryParameters())
                + ", documented as "
                + parameters);
      }
    }
    documented.forEach(label -> found.add(label + " is documented and not served"));
    return found;
  }

  private JsonNode operation(String label) {
    int blank = label.indexOf(' ');
    return root.path("paths")
        .path(label.substring(blank + 1))
        .path(label.substring(0, blank).toLowerCase(Locale.ROOT));
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }
}
