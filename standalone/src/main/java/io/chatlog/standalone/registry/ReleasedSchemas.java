package io.chatlog.standalone.registry;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;

import io.chatlog.serde.RegisteredSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * A fixed list of schemas, looked up in the ways a registry is asked. Immutable and thread-safe.
 *
 * <p>Two texts are the same schema when Avro holds them to be: white space, the order of a field's
 * attributes and documentation do not count.
 */
public final class ReleasedSchemas {
  private static final Comparator<RegisteredSchema> BY_PLACE =
      Comparator.comparing(RegisteredSchema::subject).thenComparingInt(RegisteredSchema::version);

  private final List<RegisteredSchema> schemas;
  private final Map<RegisteredSchema, Schema> parsed = new HashMap<>();

  /**
   * Takes the schemas as they are.
   *
   * @throws IllegalArgumentException when one is no schema, or two have the same place
   */
  public ReleasedSchemas(List<RegisteredSchema> released) {
    this.schemas = released.stream().sorted(BY_PLACE).toList();
    Set<String> places = new HashSet<>();
    for (RegisteredSchema schema : schemas) {
      if (!places.add(schema.subject() + " " + schema.version())) {
        throw new IllegalArgumentException("two schemas at one place: " + schema);
      }
      try {
        parsed.put(schema, parse(schema.schemaJson()));
      } catch (AvroRuntimeException e) {
        throw new IllegalArgumentException("no schema: " + schema, e);
      }
    }
  }

  /** All, by subject and version. */
  public List<RegisteredSchema> all() {
    return schemas;
  }

  /** The subjects, sorted. */
  public List<String> subjects() {
    return schemas.stream().map(RegisteredSchema::subject).distinct().toList();
  }

  /** The versions of a subject from the first; none when there is no such subject. */
  public List<RegisteredSchema> versionsOf(String subject) {
    return schemas.stream().filter(schema -> schema.subject().equals(subject)).toList();
  }

  /** Every place at which the schema with an id stands; none when there is no such id. */
  public List<RegisteredSchema> byId(int id) {
    return schemas.stream().filter(schema -> schema.id() == id).toList();
  }

  /** Looks for a schema among the versions of a subject. */
  public SchemaLookup find(String subject, String schemaJson) {
    Schema wanted;
    try {
      wanted = parse(schemaJson);
    } catch (AvroRuntimeException e) {
      return new SchemaLookup.NotASchema(Optional.ofNullable(e.getMessage()).orElse("no schema"));
    }
    List<RegisteredSchema> versions = new ArrayList<>(versionsOf(subject));
    for (RegisteredSchema version : versions) {
      if (wanted.equals(parsed.get(version))) {
        return new SchemaLookup.Released(version);
      }
    }
    for (RegisteredSchema version : versions.reversed()) {
      SchemaPairCompatibility pair =
          SchemaCompatibility.checkReaderWriterCompatibility(wanted, parsed.get(version));
      if (pair.getType() != COMPATIBLE) {
        String detail = pair.getResult().getIncompatibilities().toString();
        return new SchemaLookup.Incompatible(version, detail);
      }
    }
    return new SchemaLookup.NotReleased();
  }

  private static Schema parse(String schemaJson) {
    return new Schema.Parser().parse(schemaJson);
  }
}
