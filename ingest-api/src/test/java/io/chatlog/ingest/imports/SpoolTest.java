package io.chatlog.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is received is there until it is closed, and not much longer when nobody could close it. */
final class SpoolTest {
  private static final byte[] BODY = {1, 2, 3};

  @TempDir private Path directory;

  @Test
  void whatIsClosedIsGone() throws IOException {
    try (Spool spool = receive(new ByteArrayInputStream(BODY))) {
      assertThat(spool.file()).hasBinaryContent(BODY);
      assertThat(Files.getPosixFilePermissions(spool.file())).hasSize(2);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatCouldNotBeReceivedIsGone() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("cut off");
          }
        };
    assertThatThrownBy(() -> receive(broken)).hasMessage("cut off");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatAProcessThatIsGoneLeftIsSweptUp() throws IOException {
    Files.write(directory.resolve("chatlog-import-1.body"), BODY);
    Files.createFile(directory.resolve("chatlog-import-1.lock"));
    Files.createFile(directory.resolve("of-somebody-else.lock"));
    try (Spool spool = receive(new ByteArrayInputStream(BODY))) {
      assertThat(Spool.sweep(directory.toString())).isEqualTo(1);
      assertThat(spool.file()).hasBinaryContent(BODY);
    }
    assertThat(directory.toFile().list()).containsExactly("of-somebody-else.lock");
  }

  private Spool receive(InputStream in) throws IOException {
    return Spool.receive(in, directory.toString());
  }
}
