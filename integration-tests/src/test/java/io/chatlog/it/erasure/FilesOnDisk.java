package io.chatlog.it.erasure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * Where a text stands on disk: segments of Kafka's logs, decompressed; files of RocksDB, block by
 * block; terms of Lucene's segments, those of deleted documents included; and every file as it is.
 */
final class FilesOnDisk {
  private final byte[] text;
  private final List<String> found = new ArrayList<>();

  private FilesOnDisk(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Names every place under a directory that holds a text. Files may come and go meanwhile. */
  static List<String> holding(String text, Path directory) {
    FilesOnDisk search = new FilesOnDisk(text);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        search.look(file);
      }
    } catch (NoSuchFileException | UncheckedIOException vanished) {
      search.found.add("a file vanished: " + vanished.getMessage());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return search.found;
  }

  private void look(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".deleted")) {
      found.add(file + " waits for its deletion");
      return;
    }
    plain(file);
    if (name.endsWith(".log") && !name.equals("LOG.log") && file.toString().contains("chatlog")) {
      kafkaLog(file);
    } else if (name.endsWith(".sst")) {
      rocksDb(file);
    } else if (name.startsWith("segments_")) {
      lucene(file.getParent());
    }
  }

  private void plain(Path file) throws IOException {
    if (holds(ByteBuffer.wrap(Files.readAllBytes(file)))) {
      found.add(file + " holds it as it is");
    }
  }

  private void kafkaLog(Path file) throws IOException {
    if (!file.getFileName().toString().matches("\\d{20}\\.log")) {
      return;
    }
    try (FileRecords records = FileRecords.open(new File(file.toString()), false)) {
      for (RecordBatch batch : records.batches()) {
        for (Record record : batch) {
          if (holds(record.key()) || holds(record.value())) {
            found.add(file + " at offset " + record.offset());
          }
        }
      }
    }
  }

  private void rocksDb(Path file) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      try (ReadOptions all = new ReadOptions();
          SstFileReaderIterator rows = reader.newIterator(all)) {
        for (rows.seekToFirst(); rows.isValid(); rows.next()) {
          if (holds(ByteBuffer.wrap(rows.key())) || holds(ByteBuffer.wrap(rows.value()))) {
            found.add(file + " at row " + new String(rows.key(), StandardCharsets.ISO_8859_1));
          }
        }
      }
    } catch (RocksDBException broken) {
      found.add(file + " cannot be read now: " + broken.getMessage());
    }
  }

  private void lucene(Path directory) throws IOException {
    try (FSDirectory index = FSDirectory.open(directory);
        DirectoryReader reader = DirectoryReader.open(index)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        for (FieldInfo field : leaf.reader().getFieldInfos()) {
          terms(directory, field.name, leaf.reader().terms(field.name));
        }
      }
    }
  }

  private void terms(Path directory, String field, Terms terms) throws IOException {
    if (terms == null) {
      return;
    }
    TermsEnum all = terms.iterator();
    for (BytesRef term = all.next(); term != null; term = all.next()) {
      if (holds(ByteBuffer.wrap(term.bytes, term.offset, term.length))) {
        found.add(directory + " has the term " + term.utf8ToString() + " in " + field);
      }
    }
  }

  private boolean holds(ByteBuffer bytes) {
    if (bytes == null) {
      return false;
    }
    int end = bytes.limit() - text.length;
    for (int at = bytes.position(); at <= end; at++) {
      int same = 0;
      while (same < text.length && bytes.get(at + same) == text[same]) {
        same++;
      }
      if (same == text.length) {
        return true;
      }
    }
    return false;
  }
}
