package io.chatlog.standalone.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
  @TempDir Path dir;

  private static Map<String, String> entries(Upload upload) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    try (InputStream in = upload.open();
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), new String(zip.readAllBytes()));
      }
    }
    return entries;
  }

  private Path file(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aFileGoesAsItIs() throws IOException {
    try (Upload upload = Upload.of(List.of(file("a.zip", "bytes")))) {
      assertThat(upload.open()).hasBinaryContent("bytes".getBytes());
      assertThat(upload.bytes()).hasValue(5);
    }
    assertThat(dir.resolve("a.zip")).exists();
  }

  @Test
  void aDirectoryBecomesAnArchiveOfItsJson() throws IOException {
    file("x/general/2016-01-15.json", "1");
    file("x/channels.JSON", "2");
    file("x/big.json.gz", "3");
    file("x/picture.png", "4");
    try (Upload upload = Upload.of(List.of(dir.resolve("x")))) {
      assertThat(entries(upload))
          .isEqualTo(
              Map.of("general/2016-01-15.json", "1", "channels.JSON", "2", "big.json.gz", "3"));
    }
  }

  @Test
  void severalFilesOfOneNameDoNotReplaceEachOther() throws IOException {
    try (Upload upload =
        Upload.of(List.of(file("a/c.json", "1"), file("b/c.json", "2"), dir.resolve("a")))) {
      assertThat(entries(upload))
          .isEqualTo(Map.of("1/c.json", "1", "2/c.json", "2", "3/c.json", "1"));
    }
  }

  @Test
  void whatCannotBeSentIsNamed() throws IOException {
    Path zip = file("a.zip", "x");
    assertThatThrownBy(() -> Upload.of(List.of(zip, zip))).hasMessageContaining("send it alone");
    assertThatThrownBy(() -> Upload.of(List.of(dir.resolve("none"))))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> Upload.of(List.of(dir))).hasMessageContaining(".ndjson");
  }
}
