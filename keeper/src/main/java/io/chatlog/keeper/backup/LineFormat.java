package io.chatlog.keeper.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** How lines and manifests stand in files. Thread-safe. */
public interface LineFormat {
  /** Writes lines to a stream that stays open. */
  interface Writer {
    /** Writes a line. */
    void write(Line line) throws IOException;

    /** Writes out what is buffered. */
    void end() throws IOException;
  }

  /** A writer of lines. */
  Writer writer(OutputStream out) throws IOException;

  /**
   * Reads whole lines.
   *
   * @throws io.chatlog.http.problem.ProblemException {@code backup_broken}
   */
  List<Line> read(byte[] lines);

  /** The bytes of a manifest. */
  byte[] write(Manifest manifest) throws IOException;

  /**
   * The manifest of bytes.
   *
   * @throws io.chatlog.http.problem.ProblemException {@code backup_broken}, {@code
   *     backup_not_known}
   */
  Manifest readManifest(byte[] bytes);
}
