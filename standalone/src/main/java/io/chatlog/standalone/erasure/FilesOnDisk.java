package io.chatlog.standalone.erasure;

import io.chatlog.processor.search.IndexTerms;
import io.chatlog.processor.store.RowFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Where a text stands on disk: segments of Kafka's logs, decompressed; files of RocksDB, row by
 * row; terms of Lucene's segments, those of deleted documents included; and every file as it is.
 *
 * <p>Lucene's terms are words as they are indexed: a text that is not one lower-case word is found
 * in the other files only.
 */
public final class FilesOnDisk {
  /** The most places that are named. */
  public static final int PLACES_MAX = 1_000;

  private static final int CHUNK_BYTES = 1 << 20;
  private static final int ROUNDS_MAX = 20;

  private final byte[] text;
  private final List<String> found = new ArrayList<>();

  private FilesOnDisk(String text) {
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Names every place under a directory that holds a text, at most {@value #PLACES_MAX}. Files may
   * come and go meanwhile: what takes the place of one that went is looked at, too, until nothing
   * is new.
   *
   * @param text not empty
   * @throws UncheckedIOException when the directory cannot be read
   */
  public static List<String> holding(String text, Path directory) {
    FilesOnDisk search = new FilesOnDisk(text);
    Set<Path> looked = new HashSet<>();
    boolean anew = true;
    for (int round = 0; anew && round < ROUNDS_MAX; round++) {
      anew = false;
      for (Path file : files(directory)) {
        if (looked.add(file)) {
          anew = true;
          search.lookOrSay(file);
        }
      }
    }
    if (anew) {
      search.add("files come and go too fast to look at all of them");
    }
    return search.found;
  }

  /** All files that are there and stay there for as long as it takes to list them. */
  private static List<Path> files(Path directory) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException broken)
                throws IOException {
              if (broken instanceof NoSuchFileException && !file.equals(directory)) {
                return FileVisitResult.CONTINUE;
              }
              throw broken;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path gone, @Nullable IOException broken) {
              return FileVisitResult.CONTINUE; // what vanished in the middle of it is listed or not
            }
          });
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return files;
  }

  private void lookOrSay(Path file) {
    try {
      look(file);
    } catch (IOException | UncheckedIOException broken) {
      if (Files.exists(file)) {
        add(file + " cannot be looked at: " + broken.getMessage());
      }
    }
  }

  private void look(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".deleted", ""); // it waits for that
    if (isIn(file)) {
      add(file + " holds it as it is");
    }
    if (name.matches("\\d{20}\\.log") && file.toString().contains("chatlog")) {
      kafkaLog(file);
    } else if (name.endsWith(".sst")) {
      RowFile.visit(
          file,
          (key, value) -> {
            if (holds(ByteBuffer.wrap(key)) || holds(ByteBuffer.wrap(value))) {
              add(file + " at row " + new String(key, StandardCharsets.ISO_8859_1));
            }
          });
    } else if (name.startsWith("segments_")) {
      Path index = file.resolveSibling("");
      IndexTerms.visit(
          index,
          (field, term) -> {
            if (holds(term)) {
              add(index + " has the term " + StandardCharsets.UTF_8.decode(term) + " in " + field);
            }
          });
    }
  }

  private void add(String place) {
    if (found.size() < PLACES_MAX) {
      found.add(place);
    }
  }

  private void kafkaLog(Path file) throws IOException {
    FileRecords records = FileRecords.open(new File(file.toString()), false);
    try {
      for (RecordBatch batch : records.batches()) {
        for (Record record : batch) {
          if (holds(record.key()) || holds(record.value())) {
            add(file + " at offset " + record.offset());
          }
        }
      }
    } finally {
      records.closeHandlers(); // close() would cut off what the broker wrote since
    }
  }

  /** Whether a file holds the text as it is; reads it piece by piece. */
  private boolean isIn(Path file) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES + text.length];
    try (InputStream in = Files.newInputStream(file)) {
      int kept = 0;
      while (true) {
        int read = in.readNBytes(chunk, kept, CHUNK_BYTES);
        if (holds(ByteBuffer.wrap(chunk, 0, kept + read))) {
          return true;
        }
        if (read < CHUNK_BYTES) {
          return false;
        }
        int end = kept + read;
        kept = text.length - 1; // it may stand across two pieces
        System.arraycopy(chunk, end - kept, chunk, 0, kept);
      }
    }
  }

  private boolean holds(@Nullable ByteBuffer bytes) {
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
