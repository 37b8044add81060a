package io.chatlog.http.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a server can do its work now. Asked often and by several threads: it must be cheap. */
@FunctionalInterface
public interface Readiness {
  /** How things stand. */
  Report report();

  /**
   * What the server needs, part by part.
   *
   * @param parts all of which must be ready; none means ready
   */
  record Report(List<Part> parts) {
    public Report {
      parts = List.copyOf(parts);
    }

    /** Whether every part is ready. */
    public boolean ready() {
      return parts.stream().allMatch(Part::ready);
    }
  }

  /**
   * One thing that a server needs.
   *
   * @param name in snake case, such as {@code stores}
   * @param detail how it stands, in words
   * @param progress 0..1 while it is on its way; null where that is not known
   */
  record Part(String name, boolean ready, String detail, @Nullable Double progress) {
    /** A part that is as it should be. */
    public static Part ready(String name, String detail) {
      return new Part(name, true, detail, null);
    }

    /** A part that is not there yet. */
    public static Part notReady(String name, String detail) {
      return new Part(name, false, detail, null);
    }
  }
}
