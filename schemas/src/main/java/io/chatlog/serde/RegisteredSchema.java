package io.chatlog.serde;

/**
 * A released schema and the place it has in every registry for ever.
 *
 * @param subject under which it is registered, {@code <topic>-value}
 * @param version of it in its subject, from 1
 * @param id that records carry; unique over all schemas, never reused
 * @param schemaJson the self-contained Avro schema
 */
public record RegisteredSchema(String subject, int version, int id, String schemaJson) {

  /** Refuses what no registry would hold. */
  public RegisteredSchema {
    if (subject.isBlank()) {
      throw new IllegalArgumentException("subject is blank");
    }
    if (version < 1) {
      throw new IllegalArgumentException("version is below 1");
    }
    if (id < 1) {
      throw new IllegalArgumentException("id is below 1");
    }
  }
}
