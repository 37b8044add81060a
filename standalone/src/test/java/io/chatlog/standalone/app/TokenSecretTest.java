package io.chatlog.standalone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.auth.AuthSettings;
import io.chatlog.standalone.role.StartRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenSecretTest {
  @TempDir Path directory;

  private TokenSecret secret() {
    return new TokenSecret(directory.resolve(TokenSecret.FILE));
  }

  @Test
  void itIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
    String made = secret().completing(AuthSettings.open()).tokenSecret();
    assertThat(made).hasSizeGreaterThanOrEqualTo(AuthSettings.SECRET_BYTES_MIN);
    assertThat(secret().completing(AuthSettings.open()).tokenSecret()).isEqualTo(made);
    Path file = directory.resolve(TokenSecret.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aConfiguredOneWins() throws Exception {
    AuthSettings configured =
        new AuthSettings("s".repeat(32), Duration.ofHours(1), true, List.of());
    assertThat(secret().completing(configured)).isEqualTo(configured);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void oneThatWasCutShortIsRefused() throws Exception {
    Files.writeString(directory.resolve(TokenSecret.FILE), "short");
    assertThatThrownBy(() -> secret().completing(AuthSettings.open()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(TokenSecret.FILE);
  }
}
