package io.chatlog.exchange.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipExportTest {
  @TempDir Path dir;

  private Path zip(int entries, long bytesEach) throws IOException {
    Path file = Files.createTempFile(dir, "export", ".zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      byte[] zeros = new byte[1 << 16];
      for (int at = 0; at < entries; at++) {
        zip.putNextEntry(new ZipEntry("file-" + at + ".json"));
        for (long left = bytesEach; left > 0; left -= zeros.length) {
          zip.write(zeros, 0, (int) Math.min(left, zeros.length));
        }
        zip.closeEntry();
      }
    }
    return file;
  }

  private static void readAll(Path file, InputLimits limits) throws IOException {
    try (ExportFiles files = ExportFiles.open(file, limits)) {
      for (String name : files.names()) {
        try (InputStream in = files.open(name)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
    }
  }

  private static void refused(ThrowingCallable call, String detail) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            UnreadableException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IMPORT_ARCHIVE_REFUSED))
        .hasMessageContaining(detail);
  }

  @Test
  void entriesAreBounded() throws IOException {
    Path file = zip(10, 1);
    readAll(file, new InputLimits(100, 10, 1_000));
    refused(() -> readAll(file, new InputLimits(100, 9, 1_000)), "more than 9 entries");
  }

  @Test
  void theSumOfWhatUnfoldsIsBounded() throws IOException {
    Path file = zip(10, 1_000);
    readAll(file, new InputLimits(10_000, 10, 1_000));
    refused(() -> readAll(file, new InputLimits(9_999, 10, 1_000)), "more than 9999 bytes");
  }

  @Test
  void aBombIsRefusedByItsRatio() throws IOException {
    Path small = zip(1, InputLimits.RATIO_BYTES_MIN);
    readAll(small, new InputLimits(1L << 40, 10, 100));
    Path bomb = zip(1, InputLimits.RATIO_BYTES_MIN + 1);
    refused(() -> readAll(bomb, new InputLimits(1L << 40, 10, 100)), "100 times its size");
  }

  @Test
  void aDirectoryThatSaysItIsLargeIsNotRead() throws IOException {
    byte[] whole = Files.readAllBytes(zip(1, 1));
    ByteBuffer end = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(whole.length - 22 + 12, 0x7fff_ffff);
    Path file = Files.write(dir.resolve("lies.zip"), whole);
    refused(() -> readAll(file, new InputLimits(100, 10, 100)), "entries");
  }

  @Test
  void everyWayOfBreakingOffIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(zip(3, 500));
    for (int length = 4; length < whole.length; length++) {
      Path file = Files.write(dir.resolve("cut.zip"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> readAll(file, new InputLimits(10_000, 10, 100)))
          .as("cut at " + length)
          .isInstanceOf(UnreadableException.class);
    }
  }

  @Test
  void anyByteMayBeWrong() throws IOException {
    byte[] whole = Files.readAllBytes(zip(2, 200));
    for (int at = 4; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= (byte) 0x55;
      Path file = Files.write(dir.resolve("wrong.zip"), wrong);
      try {
        readAll(file, new InputLimits(10_000, 10, 100));
      } catch (UnreadableException expected) {
        assertThat(expected.detail()).isNotEmpty();
      }
    }
  }
}
