package io.chatlog.keeper.backup;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where backups may be.
 *
 * @param root the directory that holds all of them, absolute; null for any absolute path
 */
public record BackupPaths(@Nullable Path root) {
  /** The longest path, in characters. */
  public static final int CHARS_MAX = 1_024;

  /**
   * The place that a path names.
   *
   * @throws ProblemException {@code invalid_field} for one that is not allowed
   */
  public Path resolve(String text) {
    Path given;
    try {
      given = Path.of(text);
    } catch (InvalidPathException malformed) {
      throw invalid("is not a path");
    }
    for (Path part : given) {
      if (part.toString().equals("..")) {
        throw invalid("must not hold ..");
      }
    }
    Path inside = root;
    if (inside == null) {
      if (!given.isAbsolute()) {
        throw invalid("must be absolute: chatlog.keeper.backup_dir is not set");
      }
      Path path = given.normalize();
      if (path.getFileName() == null) {
        throw invalid("must name a directory");
      }
      return path;
    }
    Path path = inside.resolve(given).normalize();
    if (!path.startsWith(inside) || path.equals(inside)) {
      throw invalid("must be inside the directory of backups");
    }
    return path;
  }

  static ProblemException invalid(String detail) {
    return Problem.of(ErrorCode.INVALID_FIELD, "the path " + detail)
        .withErrors(List.of(new FieldFault("/path", ErrorCode.INVALID_FIELD, detail)))
        .toException();
  }
}
