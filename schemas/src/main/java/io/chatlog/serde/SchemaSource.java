package io.chatlog.serde;

import java.io.IOException;
import java.util.Optional;

/** Where the schemas that records were written with are found by id. */
public interface SchemaSource {
  /**
   * The schema with an id, as JSON, or empty when the registry answered that there is none.
   *
   * @throws IOException when the registry cannot be asked now: nothing is known about the id
   */
  Optional<String> schemaById(int id) throws IOException;
}
