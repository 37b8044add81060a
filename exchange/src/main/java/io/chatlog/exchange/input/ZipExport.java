package io.chatlog.exchange.input;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.record.UnreadableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of a zip archive, in the order of their names, numbers in them by value. */
final class ZipExport implements ExportFiles {
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;
  private final List<String> names;
  private final Expansion expansion;

  private ZipExport(ZipFile zip, Map<String, ZipEntry> entries, Expansion expansion) {
    this.zip = zip;
    this.entries = entries;
    this.names = List.copyOf(entries.keySet());
    this.expansion = expansion;
  }

  static ZipExport open(Path file, InputLimits limits) throws IOException {
    ZipDirectory.check(file, limits);
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException | IllegalArgumentException damaged) { // the latter for a bad name
      throw damaged();
    }
    try {
      if (zip.size() > limits.entriesMax()) {
        throw ZipDirectory.tooMany(limits);
      }
      return new ZipExport(zip, entries(zip), new Expansion(limits));
    } catch (IllegalArgumentException badName) {
      zip.close();
      throw damaged();
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Map<String, ZipEntry> entries(ZipFile zip) {
    Map<String, ZipEntry> entries = new TreeMap<>(NaturalOrder.INSTANCE);
    var all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      if (!entry.isDirectory() && !isLitter(entry.getName())) {
        entries.put(entry.getName(), entry);
      }
    }
    return entries;
  }

  /** What a Mac adds to an archive, or to a disk that is not its own. */
  private static boolean isLitter(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("__MACOSX/") || last.equals(".DS_Store") || last.startsWith("._");
  }

  private static UnreadableException damaged() {
    return new UnreadableException(ErrorCode.IMPORT_ARCHIVE_REFUSED, "the zip archive is damaged");
  }

  @Override
  public boolean isArchive() {
    return true;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public InputStream open(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("there is no such file in the archive");
    }
    InputStream raw;
    try {
      raw = zip.getInputStream(entry);
    } catch (ZipException | IllegalArgumentException unsupported) {
      throw damaged();
    }
    if (raw == null) {
      throw damaged();
    }
    try {
      return expansion.of(new Checked(raw, entry.getCrc()), entry.getCompressedSize());
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public void restart() {
    expansion.restart();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Compares what was read with the checksum of the archive, which {@link ZipFile} does not. */
  private static final class Checked extends FilterInputStream {
    private final CRC32 crc = new CRC32();
    private final long wanted;

    Checked(InputStream in, long wanted) {
      super(in);
      this.wanted = wanted;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
      } else if (count < 0 && crc.getValue() != wanted) {
        throw new UnreadableException(
            ErrorCode.IMPORT_ARCHIVE_REFUSED, "the file is not what its checksum says");
      }
      return count;
    }
  }

  /** Names with the numbers in them compared by value: {@code part-2} before {@code part-10}. */
  private enum NaturalOrder implements java.util.Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String one, String other) {
      int at = 0;
      int to = 0;
      while (at < one.length() && to < other.length()) {
        if (isDigit(one.charAt(at)) && isDigit(other.charAt(to))) {
          int endAt = endOfDigits(one, at);
          int endTo = endOfDigits(other, to);
          int order = compareDigits(one.substring(at, endAt), other.substring(to, endTo));
          if (order != 0) {
            return order;
          }
          at = endAt;
          to = endTo;
        } else if (one.charAt(at) != other.charAt(to)) {
          return Character.compare(one.charAt(at), other.charAt(to));
        } else {
          at++;
          to++;
        }
      }
      int order = Integer.compare(one.length() - at, other.length() - to);
      return order != 0 ? order : one.compareTo(other);
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    private static int endOfDigits(String name, int from) {
      int end = from;
      while (end < name.length() && isDigit(name.charAt(end))) {
        end++;
      }
      return end;
    }

    private static int compareDigits(String one, String other) {
      String less = one.replaceFirst("^0+", "");
      String more = other.replaceFirst("^0+", "");
      int order = Integer.compare(less.length(), more.length());
      return order != 0 ? order : less.compareTo(more);
    }
  }
}
