package io.chatlog.standalone.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.standalone.registry.ReleasedSchemas;
import io.chatlog.standalone.registry.SchemaLookup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The routes of <a
 * href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Confluent's
 * API</a> that readers and writers of records use.
 */
final class RegistryRoutes {
  static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  /** What every released schema keeps to: it reads all that was written with an earlier one. */
  private static final String COMPATIBILITY = "BACKWARD";

  private static final JsonMapper JSON = new JsonMapper();

  private final ReleasedSchemas schemas;

  RegistryRoutes(ReleasedSchemas schemas) {
    this.schemas = schemas;
  }

  void register(RoutesConfig routes) {
    routes.get("/", context -> answer(context, Map.of()));
    routes.get("/schemas", context -> answer(context, schemas.all().stream().map(this::whole)));
    routes.get("/schemas/types", context -> answer(context, List.of("AVRO")));
    routes.get("/schemas/ids/{id}", this::schemaOfId);
    routes.get("/schemas/ids/{id}/schema", context -> raw(context, byId(context).getFirst()));
    routes.get("/schemas/ids/{id}/subjects", this::subjectsOfId);
    routes.get("/schemas/ids/{id}/versions", this::versionsOfId);
    routes.get("/subjects", context -> answer(context, schemas.subjects()));
    routes.get("/subjects/{subject}/versions", this::versions);
    routes.get(
        "/subjects/{subject}/versions/{version}",
        context -> answer(context, whole(version(context))));
    routes.get(
        "/subjects/{subject}/versions/{version}/schema", context -> raw(context, version(context)));
    routes.post("/subjects/{subject}", this::lookUp);
    routes.post("/subjects/{subject}/versions", this::registerSchema);
    routes.get("/config", this::compatibility);
    routes.get("/config/{subject}", this::compatibility);
    routes.get("/mode", context -> answer(context, Map.of("mode", "READONLY")));
    routes.get("/mode/{subject}", context -> answer(context, Map.of("mode", "READONLY")));
    for (String path : List.of("/config", "/config/{subject}", "/mode", "/mode/{subject}")) {
      routes.put(path, RegistryRoutes::refuseChange);
    }
    routes.delete("/subjects/{subject}", RegistryRoutes::refuseChange);
    routes.delete("/subjects/{subject}/versions/{version}", RegistryRoutes::refuseChange);
  }

  private void schemaOfId(Context context) throws RegistryFault {
    answer(context, Map.of("schema", byId(context).getFirst().schemaJson()));
  }

  private void subjectsOfId(Context context) throws RegistryFault {
    answer(context, byId(context).stream().map(RegisteredSchema::subject));
  }

  private void versionsOfId(Context context) throws RegistryFault {
    answer(
        context,
        byId(context).stream()
            .map(schema -> Map.of("subject", schema.subject(), "version", schema.version())));
  }

  private void versions(Context context) throws RegistryFault {
    answer(context, subject(context).stream().map(RegisteredSchema::version));
  }

  private void lookUp(Context context) throws RegistryFault {
    subject(context);
    switch (find(context)) {
      case SchemaLookup.Released(RegisteredSchema schema) -> answer(context, whole(schema));
      case SchemaLookup.NotASchema(String detail) -> throw RegistryFault.invalidSchema(detail);
      case SchemaLookup.NotReleased _, SchemaLookup.Incompatible _ ->
          throw RegistryFault.schemaNotFound();
    }
  }

  private void registerSchema(Context context) throws RegistryFault {
    String subject = context.pathParam("subject");
    switch (find(context)) {
      case SchemaLookup.Released(RegisteredSchema schema) ->
          answer(context, Map.of("id", schema.id()));
      case SchemaLookup.NotASchema(String detail) -> throw RegistryFault.invalidSchema(detail);
      case SchemaLookup.Incompatible(RegisteredSchema released, String detail) ->
          throw RegistryFault.incompatible(subject, released.version(), detail);
      case SchemaLookup.NotReleased _ -> throw RegistryFault.readOnly("Subject " + subject);
    }
  }

  private void compatibility(Context context) {
    answer(context, Map.of("compatibilityLevel", COMPATIBILITY));
  }

  private static void refuseChange(Context context) throws RegistryFault {
    throw RegistryFault.readOnly("The registry");
  }

  private SchemaLookup find(Context context) throws RegistryFault {
    JsonNode body;
    try {
      body = JSON.readTree(context.bodyAsBytes());
    } catch (IOException e) {
      throw new RegistryFault(400, 400, "the body is not JSON");
    }
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryFault.invalidSchema("the type " + type + " is not held here");
    }
    if (!body.path("schema").isTextual()) {
      throw RegistryFault.invalidSchema("the field schema is missing");
    }
    return schemas.find(context.pathParam("subject"), body.path("schema").textValue());
  }

  private List<RegisteredSchema> subject(Context context) throws RegistryFault {
    String subject = context.pathParam("subject");
    List<RegisteredSchema> versions = schemas.versionsOf(subject);
    if (versions.isEmpty()) {
      throw RegistryFault.subjectNotFound(subject);
    }
    return versions;
  }

  private RegisteredSchema version(Context context) throws RegistryFault {
    List<RegisteredSchema> versions = subject(context);
    String asked = context.pathParam("version");
    if (asked.equals("latest") || asked.equals("-1")) {
      return versions.getLast();
    }
    if (!asked.matches("[1-9]\\d{0,8}")) {
      throw RegistryFault.invalidVersion(asked);
    }
    int number = Integer.parseInt(asked);
    return versions.stream()
        .filter(schema -> schema.version() == number)
        .findFirst()
        .orElseThrow(() -> RegistryFault.versionNotFound(number));
  }

  private List<RegisteredSchema> byId(Context context) throws RegistryFault {
    String asked = context.pathParam("id");
    if (!asked.matches("\\d{1,9}")) {
      throw new RegistryFault(404, 404, "HTTP 404 Not Found");
    }
    List<RegisteredSchema> places = schemas.byId(Integer.parseInt(asked));
    if (places.isEmpty()) {
      throw new RegistryFault(404, 40403, "Schema " + asked + " not found");
    }
    return places;
  }

  private ObjectNode whole(RegisteredSchema schema) {
    return JSON.createObjectNode()
        .put("subject", schema.subject())
        .put("version", schema.version())
        .put("id", schema.id())
        .put("schema", schema.schemaJson());
  }

  private static void raw(Context context, RegisteredSchema schema) {
    context.contentType(CONTENT_TYPE).result(schema.schemaJson());
  }

  static void answer(Context context, Object body) {
    try {
      Object value = body instanceof Stream<?> stream ? stream.toList() : body;
      context.contentType(CONTENT_TYPE).result(JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps, lists and nodes of ours always serialize
    }
  }
}
