package io.chatlog.processor.search;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.SearchFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Messages as they were at a position, of those that were edited behind it: an index in memory for
 * one page, searched beside that of now. Nothing, and free, where no position is asked for or
 * nothing was edited behind it. To be closed after the search. Not thread-safe.
 */
final class PastDocuments implements AutoCloseable {
  private static final IndexSettings SETTINGS = IndexSettings.withBuffer(4 << 20);

  private final Map<Integer, long[]> offsets = new HashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private @Nullable MultiReader joined;

  private PastDocuments() {}

  /** The messages of one partition. */
  private record Part(
      int partition, ByteBuffersDirectory files, IndexWriter writer, DirectoryReader reader) {
    static Part of(int partition, List<MessageRow> rows) throws IOException {
      ByteBuffersDirectory files = new ByteBuffersDirectory();
      IndexWriter writer = IndexFiles.writer(files, SETTINGS);
      MessageDocument document = new MessageDocument();
      for (MessageRow row : rows) {
        Message message = row.message();
        writer.addDocument(
            document.fill(row, IndexFields.id(message.owner(), message.session(), message.seq())));
      }
      return new Part(partition, files, writer, DirectoryReader.open(writer));
    }

    void close() throws IOException {
      try (ByteBuffersDirectory ours = files) {
        reader.close();
        writer.rollback();
      }
    }
  }

  /**
   * What a search needs of them.
   *
   * @param filter says up to where
   * @param user whose; null for everybody's
   * @param edited by partition; the views that are searched were taken before
   */
  static PastDocuments of(
      SearchFilter filter, @Nullable UserId user, SortedMap<Integer, EditedMessages> edited)
      throws IOException {
    PastDocuments past = new PastDocuments();
    if (filter.isAsOf()) {
      for (Map.Entry<Integer, EditedMessages> of : edited.entrySet()) {
        int partition = of.getKey();
        List<MessageRow> rows = of.getValue().asOf(filter.lastOffset(partition), user);
        if (!rows.isEmpty()) {
          past.offsets.put(
              partition, rows.stream().mapToLong(MessageRow::offset).sorted().toArray());
          past.parts.add(Part.of(partition, rows));
        }
      }
    }
    return past;
  }

  /** A view of now, with these messages as they were. */
  SearchView over(SearchView present) throws IOException {
    if (parts.isEmpty()) {
      return present;
    }
    IndexReader[] readers = new IndexReader[parts.size() + 1];
    readers[0] = present.reader();
    List<Integer> partitions = new ArrayList<>();
    for (int at = 0; at < parts.size(); at++) {
      Part part = parts.get(at);
      readers[at + 1] = part.reader();
      part.reader().leaves().forEach(leaf -> partitions.add(part.partition()));
    }
    joined = new MultiReader(readers, false);
    return present.with(joined, partitions.stream().mapToInt(Integer::intValue).toArray(), offsets);
  }

  @Override
  public void close() throws IOException {
    if (joined != null) {
      joined.close();
    }
    for (Part part : parts) {
      part.close();
    }
  }
}
