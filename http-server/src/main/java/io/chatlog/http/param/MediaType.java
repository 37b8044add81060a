package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The forms that request bodies have. */
public enum MediaType {
  JSON("application/json", "application/merge-patch+json", "text/json"),
  NDJSON(
      "application/x-ndjson",
      "application/ndjson",
      "application/jsonl",
      "application/x-jsonl",
      "application/jsonlines",
      "application/x-jsonlines"),
  CSV("text/csv", "application/csv"),
  FORM("multipart/form-data");

  private final Set<String> names;
  private final String mainName;

  MediaType(String mainName, String... otherNames) {
    this.mainName = mainName;
    var all = new HashSet<>(Set.of(otherNames));
    all.add(mainName);
    this.names = Set.copyOf(all);
  }

  /** The name to answer with. */
  public String mainName() {
    return mainName;
  }

  /**
   * The form that a {@code Content-Type} header names; JSON when there is none.
   *
   * @throws ProblemException {@code unsupported_media_type} for a form that is not taken, or a
   *     charset that is not UTF-8
   */
  public static MediaType of(@Nullable String contentType, Set<MediaType> taken) {
    if (contentType == null || contentType.isBlank()) {
      return JSON;
    }
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("charset=")
          && !Set.of("utf-8", "\"utf-8\"", "utf8").contains(parameter.substring(8).strip())) {
        throw new ProblemException(
            ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the charset of a body must be UTF-8");
      }
    }
    String name = parts[0].strip();
    for (MediaType type : values()) {
      if (type.names.contains(name) && taken.contains(type)) {
        return type;
      }
    }
    var offered = new TreeSet<String>();
    taken.forEach(type -> offered.add(type.mainName));
    throw new ProblemException(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "the content type must be one of " + String.join(", ", offered));
  }
}
