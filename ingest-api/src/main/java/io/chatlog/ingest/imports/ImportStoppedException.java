package io.chatlog.ingest.imports;

import io.chatlog.error.ErrorCode;

/** An import cannot go on now; what was counted before is right. */
final class ImportStoppedException extends RuntimeException {
  private final transient ErrorCode code;

  ImportStoppedException(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
