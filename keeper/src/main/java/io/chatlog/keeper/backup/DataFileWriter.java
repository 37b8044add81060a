package io.chatlog.keeper.backup;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.chatlog.keeper.backup.Manifest.DataFile;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one file of lines, readable by its owner only, and sums it up. Not thread-safe. */
final class DataFileWriter implements AutoCloseable {
  private static final int ZSTD_LEVEL = 3;

  private final String name;
  private final @Nullable Integer partition;
  private final FileChannel channel;
  private final Counting counting;
  private final MessageDigest digest = Sha256.digest();
  private final ZstdOutputStreamNoFinalizer compressed;
  private final LineFormat.Writer lines;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  /**
   * @param partition whose users it holds; null for another file
   */
  DataFileWriter(Path directory, String name, @Nullable Integer partition, LineFormat format)
      throws IOException {
    this.name = name;
    this.partition = partition;
    this.channel = create(directory.resolve(name));
    this.counting = new Counting(channel);
    this.compressed =
        new ZstdOutputStreamNoFinalizer(
            new DigestOutputStream(new BufferedOutputStream(counting), digest), ZSTD_LEVEL);
    this.lines = format.writer(compressed);
  }

  /** A new file that its owner alone can read. */
  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  void write(Line line) throws IOException {
    lines.write(line);
    if (line.counts()) {
      counts.merge(line.kind(), 1L, Long::sum);
    }
  }

  /** Ends the file, on the disk and not in its cache only. */
  DataFile end() throws IOException {
    lines.end();
    compressed.close();
    channel.force(true);
    return new DataFile(
        name,
        partition,
        counting.bytes,
        HexFormat.of().formatHex(digest.digest()),
        new Counts(counts));
  }

  @Override
  public void close() throws IOException {
    compressed.close(); // frees native memory, too
    channel.close();
  }

  /** Counts what reaches the file, which stays open when the stream is closed. */
  private static final class Counting extends FilterOutputStream {
    private long bytes;

    Counting(FileChannel channel) {
      super(Channels.newOutputStream(channel));
    }

    @Override
    public void close() {}

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      bytes += length;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }
  }
}
