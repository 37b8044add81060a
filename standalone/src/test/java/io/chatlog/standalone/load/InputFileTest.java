package io.chatlog.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  private static final String TEXT = "{\"a\":1}\n".repeat(1000);

  @TempDir Path dir;

  /** A stream that compresses into another. */
  private interface Codec {
    OutputStream into(OutputStream out) throws IOException;
  }

  @Test
  void readsPlainGzipAndZstdWhateverTheirName() throws IOException {
    assertThat(read(out -> out)).isEqualTo(TEXT);
    assertThat(read(GZIPOutputStream::new)).isEqualTo(TEXT);
    assertThat(read(ZstdOutputStream::new)).isEqualTo(TEXT);
  }

  @Test
  void readsAnEmptyFile() throws IOException {
    try (InputFile input = InputFile.open(Files.createFile(dir.resolve("empty")))) {
      assertThat(input.lines().readAllBytes()).isEmpty();
      assertThat(input.totalBytes()).hasValue(0);
    }
  }

  private String read(Codec codec) throws IOException {
    Path file = dir.resolve("messages");
    try (OutputStream out = codec.into(Files.newOutputStream(file))) {
      out.write(TEXT.getBytes(UTF_8));
    }
    try (InputFile input = InputFile.open(file)) {
      String text = new String(input.lines().readAllBytes(), UTF_8);
      assertThat(input.readBytes()).isEqualTo(input.totalBytes().orElseThrow());
      return text;
    }
  }
}
