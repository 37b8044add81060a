package io.chatlog.http;

import io.chatlog.http.param.PercentDecoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The path of a route, such as <code>/v1/users/{user}/sessions/{session}:fork</code>: segments that
 * are literal, or one parameter with an optional custom verb behind it.
 *
 * <p>Paths are matched as they came, before decoding: {@code %3Afork} is part of an id, {@code
 * :fork} is the verb, {@code %2F} never ends a segment.
 */
final class PathTemplate {
  /** One segment: literal text, or the name of a parameter and what must follow it. */
  private record Segment(@Nullable String parameter, String text) {
    boolean matches(String raw) {
      return parameter == null
          ? raw.equals(text)
          : raw.length() > text.length() && raw.endsWith(text);
    }
  }

  private final String template;
  private final List<Segment> segments;

  PathTemplate(String template) {
    if (!template.startsWith("/") || (template.length() > 1 && template.endsWith("/"))) {
      throw new IllegalArgumentException("not a path template: " + template);
    }
    this.template = template;
    this.segments = split(template).stream().map(PathTemplate::segment).toList();
  }

  private static Segment segment(String text) {
    if (!text.startsWith("{")) {
      return new Segment(null, text);
    }
    int end = text.indexOf('}');
    if (end < 2) {
      throw new IllegalArgumentException("not a path segment: " + text);
    }
    return new Segment(text.substring(1, end), text.substring(end + 1));
  }

  String template() {
    return template;
  }

  /** Whether a verb follows the last parameter, so that a plain parameter would match it too. */
  boolean endsWithVerb() {
    Segment last = segments.getLast();
    return last.parameter() != null && !last.text().isEmpty();
  }

  int segmentCount() {
    return segments.size();
  }

  boolean matches(String rawPath) {
    return matches(split(rawPath));
  }

  /** Whether a path of these segments matches. */
  boolean matches(List<String> raw) {
    if (raw.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < raw.size(); i++) {
      if (!segments.get(i).matches(raw.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The parameters of a path that matches, each percent-decoded exactly once.
   *
   * @param raw its segments
   * @throws io.chatlog.http.problem.ProblemException {@code invalid_id} for a broken encoding
   */
  Map<String, String> parameters(List<String> raw) {
    Map<String, String> found = LinkedHashMap.newLinkedHashMap(4);
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.parameter() != null) {
        String value = raw.get(i);
        found.put(
            segment.parameter(),
            PercentDecoding.pathSegment(
                segment.parameter(), value.substring(0, value.length() - segment.text().length())));
      }
    }
    return found;
  }

  /** The segments of a path, as they came. */
  static List<String> split(String path) {
    List<String> parts = new ArrayList<>(8);
    int start = 1;
    while (start <= path.length()) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        end = path.length();
      }
      parts.add(path.substring(start, end));
      start = end + 1;
    }
    return parts;
  }
}
