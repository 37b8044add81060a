package io.chatlog.processor.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** One of the files in which RocksDB keeps rows. */
public final class RowFile {
  private RowFile() {}

  /**
   * Visits every row of a file, as it was written, overwritten ones included.
   *
   * @param visitor is given key and value
   * @throws IOException when the file cannot be read, or went away meanwhile
   */
  public static void visit(Path file, BiConsumer<byte[], byte[]> visitor) throws IOException {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      try (ReadOptions all = new ReadOptions();
          SstFileReaderIterator rows = reader.newIterator(all)) {
        for (rows.seekToFirst(); rows.isValid(); rows.next()) {
          visitor.accept(rows.key(), rows.value());
        }
      }
    } catch (RocksDBException broken) {
      throw new IOException(file + " cannot be read", broken);
    }
  }
}
