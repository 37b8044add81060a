package io.chatlog.standalone.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.standalone.role.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The secret of tokens where none is configured: made once, kept in a file that only its owner can
 * read, so that tokens outlive a restart.
 *
 * @param file where it is kept
 */
record TokenSecret(Path file) {
  /** Its name in the data directory. */
  static final String FILE = "token-secret";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The settings with a secret.
   *
   * @throws StartRefusedException when the file cannot be read or written
   */
  AuthSettings completing(AuthSettings settings) throws StartRefusedException {
    if (!settings.tokenSecret().isEmpty()) {
      return settings;
    }
    try {
      return new AuthSettings(kept(), settings.tokenTtl(), settings.required(), settings.apiKeys());
    } catch (IOException | IllegalArgumentException fault) {
      throw new StartRefusedException(
          "the secret of tokens in " + file + " cannot be used: " + fault.getMessage(), fault);
    }
  }

  private String kept() throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[AuthSettings.SECRET_BYTES_MIN];
      new SecureRandom().nextBytes(secret);
      make(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }
    return Files.readString(file).strip();
  }

  /** Complete or not there: a file that is cut short would refuse every start. */
  private void make(String secret) throws IOException {
    Path part = file.resolveSibling(FILE + ".part");
    Files.deleteIfExists(part);
    try {
      Files.createFile(part, attributes());
      Files.write(part, secret.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
      Files.move(part, file);
    } catch (FileAlreadyExistsException otherWasFaster) {
      Files.deleteIfExists(part);
    }
  }

  private FileAttribute<?>[] attributes() {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }
}
