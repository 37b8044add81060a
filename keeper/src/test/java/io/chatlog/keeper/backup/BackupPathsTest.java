package io.chatlog.keeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.http.problem.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupPathsTest {
  private final BackupPaths anywhere = new BackupPaths(null);
  private final BackupPaths inside = new BackupPaths(Path.of("/backups"));

  @Test
  void placesAreResolved() {
    assertThat(anywhere.resolve("/a/./b")).isEqualTo(Path.of("/a/b"));
    assertThat(inside.resolve("b")).isEqualTo(Path.of("/backups/b"));
    assertThat(inside.resolve("/backups/x/b")).isEqualTo(Path.of("/backups/x/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b", "/", "/a/../b", "/a\0b"})
  void aPathThatIsNotAbsoluteIsRefused(String path) {
    assertThatThrownBy(() -> anywhere.resolve(path)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/x", "../x", ".", "/backups", "x/../../y", "/backups2/x"})
  void aPathOutsideIsRefused(String path) {
    assertThatThrownBy(() -> inside.resolve(path)).isInstanceOf(ProblemException.class);
  }
}
