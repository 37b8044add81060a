package io.chatlog.exchange.input;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The size of an archive's central directory, looked at before the directory is read: {@link
 * java.util.zip.ZipFile} takes it into memory whole, whatever it says. See PKWARE's APPNOTE, 4.3.14
 * to 4.3.16.
 */
final class ZipDirectory {
  private static final int END_BYTES = 22;
  private static final int COMMENT_BYTES_MAX = 65_535;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END64_BYTES = 56;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final long IN_ZIP64 = 0xffff_ffffL;

  private ZipDirectory() {}

  /**
   * Looks at the directory.
   *
   * @throws UnreadableException when there is none, or it is larger than the limits let it be
   */
  static void check(Path file, InputLimits limits) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      int tailBytes = (int) Math.min(size, END_BYTES + COMMENT_BYTES_MAX + LOCATOR_BYTES);
      ByteBuffer tail = read(channel, size - tailBytes, tailBytes);
      int end = endRecord(tail);
      if (end < 0) {
        throw new UnreadableException(
            ErrorCode.IMPORT_ARCHIVE_REFUSED, "the zip archive is cut off");
      }
      long entries = tail.getShort(end + 10) & 0xffff;
      long bytes = tail.getInt(end + 12) & 0xffff_ffffL;
      int locator = end - LOCATOR_BYTES;
      if (locator >= 0 && tail.getInt(locator) == LOCATOR_SIGNATURE) {
        long at = tail.getLong(locator + 8);
        if (at >= 0 && at <= size - END64_BYTES) {
          ByteBuffer end64 = read(channel, at, END64_BYTES);
          if (end64.getInt(0) == END64_SIGNATURE) {
            entries = Math.max(entries, end64.getLong(32));
            bytes = bytes == IN_ZIP64 ? end64.getLong(40) : Math.max(bytes, end64.getLong(40));
          }
        }
      }
      if (entries > limits.entriesMax()
          || entries < 0
          || bytes < 0
          || bytes > (long) limits.entriesMax() * InputLimits.DIRECTORY_BYTES_PER_ENTRY) {
        throw tooMany(limits);
      }
    }
  }

  static UnreadableException tooMany(InputLimits limits) {
    return UnreadableException.beyondLimit(
        "the archive has more than "
            + limits.entriesMax()
            + " entries, or names that are too long");
  }

  /** The last place where an end record stands whose comment reaches the end; -1 for none. */
  private static int endRecord(ByteBuffer tail) {
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE
          && at + END_BYTES + (tail.getShort(at + 20) & 0xffff) == tail.limit()) {
        return at;
      }
    }
    return -1;
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long at = from;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, at);
      if (count < 0) {
        break;
      }
      at += count;
    }
    return buffer.flip();
  }
}
