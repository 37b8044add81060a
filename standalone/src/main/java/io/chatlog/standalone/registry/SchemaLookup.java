package io.chatlog.standalone.registry;

import io.chatlog.serde.RegisteredSchema;

/** What came of looking for a schema among the released ones. */
public sealed interface SchemaLookup {
  /** It is one of them. */
  record Released(RegisteredSchema schema) implements SchemaLookup {}

  /** It could be a later version of the subject, or of a new subject, but it is not released. */
  record NotReleased() implements SchemaLookup {}

  /** It could not read what was written with a released schema of the subject. */
  record Incompatible(RegisteredSchema released, String detail) implements SchemaLookup {}

  /** It is not an Avro schema. */
  record NotASchema(String detail) implements SchemaLookup {}
}
