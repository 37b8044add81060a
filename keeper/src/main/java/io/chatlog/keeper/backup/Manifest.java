package io.chatlog.keeper.backup;

import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backup says of itself.
 *
 * @param chatlogVersion of the program that wrote it
 * @param createdAt when it began
 * @param partitions of the log that it was made of
 * @param user the one user that it holds; null for all
 * @param reflects up to where it holds everything that was there
 * @param files in the order in which they were written
 */
public record Manifest(
    String chatlogVersion,
    Instant createdAt,
    int partitions,
    @Nullable UserId user,
    Positions reflects,
    List<DataFile> files) {
  /**
   * What this version writes. It reads all from 1 on, which held users, sessions and messages only.
   */
  public static final int FORMAT_VERSION = 2;

  /** The name of the manifest in the directory of a backup. */
  public static final String FILE = "manifest.json";

  /** The most files of a backup: one for each partition, and that of personas. */
  public static final int FILES_MAX = Positions.PARTITIONS_MAX + 1;

  public Manifest {
    files = List.copyOf(files);
  }

  /**
   * A file of lines, compressed with zstd.
   *
   * @param name in the directory of the backup
   * @param partition whose users and panels it holds; null for the personas of all partitions
   * @param bytes as it is on disk
   * @param sha256 of the file as it is on disk, in hex
   */
  public record DataFile(
      String name, @Nullable Integer partition, long bytes, String sha256, Counts counts) {
    /** The name of the file of personas: they are apart from the users that they belong to. */
    static final String PERSONAS = "personas.ndjson.zst";

    /** The name of the file of a partition. */
    static String name(int partition) {
      return "partition-%04d.ndjson.zst".formatted(partition);
    }
  }

  /** How many there are in all files. */
  public Counts counts() {
    return files.stream().map(DataFile::counts).reduce(Counts.NONE, Counts::plus);
  }
}
