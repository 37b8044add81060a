package io.chatlog.exchange.input;

/**
 * How much an export may unfold to.
 *
 * @param expandedBytesMax of all files of one reading together, decompressed
 * @param entriesMax files and directories of an archive
 * @param ratioMax bytes that one compressed byte may become, once there are more than {@value
 *     #RATIO_BYTES_MIN}
 */
public record InputLimits(long expandedBytesMax, int entriesMax, int ratioMax) {
  /** Small files are allowed to compress as well as they like. */
  public static final long RATIO_BYTES_MIN = 16L << 20;

  /** The bytes that an entry of a directory may take, its name included, on average. */
  static final int DIRECTORY_BYTES_PER_ENTRY = 512;

  public InputLimits {
    positive("expanded_bytes_max", expandedBytesMax);
    positive("entries_max", entriesMax);
    positive("ratio_max", ratioMax);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
