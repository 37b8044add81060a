package io.chatlog.standalone.registry.http;

/**
 * A request that a registry answers with an error. Status, code and message are those that
 * Confluent documents, because clients compare the code.
 */
final class RegistryFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int errorCode;

  RegistryFault(int status, int errorCode, String message) {
    super(message, null, false, false);
    this.status = status;
    this.errorCode = errorCode;
  }

  static RegistryFault subjectNotFound(String subject) {
    return new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryFault versionNotFound(int version) {
    return new RegistryFault(404, 40402, "Version " + version + " not found.");
  }

  static RegistryFault schemaNotFound() {
    return new RegistryFault(404, 40403, "Schema not found");
  }

  static RegistryFault invalidSchema(String detail) {
    return new RegistryFault(422, 42201, "Invalid schema: " + detail);
  }

  static RegistryFault invalidVersion(String version) {
    return new RegistryFault(
        422,
        42202,
        "The specified version '"
            + version
            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
            + " \"latest\"");
  }

  static RegistryFault readOnly(String what) {
    return new RegistryFault(
        422,
        42205,
        what
            + " is in read-only mode: this registry holds the schemas that Chatlog was released"
            + " with and takes no others");
  }

  static RegistryFault incompatible(String subject, int version, String detail) {
    return new RegistryFault(
        409,
        409,
        "Schema being registered is incompatible with version %d of subject \"%s\": %s"
            .formatted(version, subject, detail));
  }

  int status() {
    return status;
  }

  int errorCode() {
    return errorCode;
  }
}
