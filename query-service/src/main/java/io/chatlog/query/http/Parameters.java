package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.value.Ids;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.SessionFilter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Query parameters that several lists have. Faults are collected in the query. */
final class Parameters {
  /** The order of a list. */
  enum Order {
    ASC,
    DESC
  }

  private static final int LABEL_CHARS_MAX = 200;

  private Parameters() {}

  /** Roles in any letter case; empty when none is named. */
  static Set<Role> roles(QueryParameters query) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : query.strings("role")) {
      Role.parse(name)
          .ifPresentOrElse(
              roles::add,
              () -> query.fault("role", "must be one of user, assistant, system, tool"));
    }
    return roles;
  }

  /** Statuses; empty when none is named. */
  static Set<SessionStatus> statuses(QueryParameters query) {
    Set<SessionStatus> statuses = EnumSet.noneOf(SessionStatus.class);
    for (String name : query.strings("status")) {
      SessionStatus.parse(name)
          .ifPresentOrElse(
              statuses::add,
              () ->
                  query.fault(
                      "status", "must be one of active, archived, handoff_complete, deleted"));
    }
    return statuses;
  }

  /** Texts of a parameter that may be repeated. */
  static Set<String> labels(QueryParameters query, String name) {
    Set<String> labels = new LinkedHashSet<>();
    for (String label : query.strings(name)) {
      if (label.isEmpty() || label.codePointCount(0, label.length()) > LABEL_CHARS_MAX) {
        query.fault(name, "must have 1 to " + LABEL_CHARS_MAX + " characters");
      } else {
        labels.add(label);
      }
    }
    return labels;
  }

  /** The session that {@code session_id} names, or null. */
  static @Nullable SessionId session(QueryParameters query) {
    String id = query.string("session_id");
    if (id == null) {
      return null;
    }
    Optional<String> fault = Ids.fault(id);
    fault.ifPresent(why -> query.fault("session_id", ErrorCode.INVALID_ID, "the id " + why));
    return fault.isPresent() ? null : new SessionId(id);
  }

  /** The cursor, or null; with it no offset may be given, which it already contains. */
  static @Nullable String cursor(QueryParameters query) {
    String cursor = query.string("cursor");
    if (cursor != null && query.has("offset")) {
      query.fault("offset", "must not be given together with cursor");
    }
    return cursor;
  }

  /** The values of {@code metadata.PATH=TEXT} parameters. */
  static Set<SessionFilter.Metadata> metadata(QueryParameters query) {
    Set<SessionFilter.Metadata> metadata = new HashSet<>();
    query
        .repeatedPrefixed("metadata")
        .forEach(
            (path, texts) ->
                texts.forEach(text -> metadata.add(new SessionFilter.Metadata(path, text))));
    return metadata;
  }

  /** Values of metadata as one text, the same for the same values in any order. */
  static String joined(Set<SessionFilter.Metadata> metadata) {
    return metadata.stream()
        .map(value -> value.path() + '\0' + value.text())
        .sorted()
        .collect(Collectors.joining("\0\0"));
  }
}
