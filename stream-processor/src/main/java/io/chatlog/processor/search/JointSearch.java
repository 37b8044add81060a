package io.chatlog.processor.search;

import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.jspecify.annotations.Nullable;

/**
 * Searches of all users in several partitions as if those were one: the best hits of one partition
 * spare the next one what cannot be among the best any more, and rows are read of the page only,
 * where a search of each partition would read a page of each.
 */
public final class JointSearch {
  private JointSearch() {}

  /** One partition. */
  public record Part(int partition, SearchReads index) {}

  /**
   * What matches a query, in its order; the page tells what it was ranked with.
   *
   * @param parts in the order of their numbers
   * @param collection statistics to rank with; null to rank with those of the parts
   * @param rows of all the parts
   */
  public static SearchPage search(
      List<Part> parts,
      SearchQuery query,
      @Nullable TermStatistics collection,
      MessageSource rows) {
    try (Views views = new Views(parts, !query.filter().tags().isEmpty());
        PastDocuments past = PastDocuments.of(query.filter(), null, views.edited())) {
      return views.pages().page(past.over(views.joined()), null, query, collection, rows);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What is like a vector, the nearest first. */
  public static SearchPage similar(List<Part> parts, SimilarQuery query, MessageSource rows) {
    SearchFilter filter = query.query().filter();
    try (Views views = new Views(parts, !filter.tags().isEmpty());
        PastDocuments past = PastDocuments.of(filter, null, views.edited())) {
      return views.pages().page(past.over(views.joined()), null, query, rows);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Views of all parts, and one reader of them all. */
  private static final class Views implements AutoCloseable {
    private final List<IndexView> views = new ArrayList<>();
    private final List<Part> parts;
    private @Nullable MultiReader reader;

    Views(List<Part> parts, boolean withSessions) {
      this.parts = parts;
      try {
        parts.forEach(part -> views.add(part.index().view(withSessions)));
      } catch (RuntimeException gone) {
        views.forEach(IndexView::close);
        throw gone;
      }
    }

    SearchPages pages() {
      return new SearchPages(views.stream().allMatch(IndexView::vectorGraph));
    }

    SortedMap<Integer, EditedMessages> edited() {
      SortedMap<Integer, EditedMessages> edited = new TreeMap<>();
      for (int at = 0; at < parts.size(); at++) {
        edited.put(parts.get(at).partition(), views.get(at).edited());
      }
      return edited;
    }

    SearchView joined() throws IOException {
      IndexReader[] readers = views.stream().map(IndexView::reader).toArray(IndexReader[]::new);
      reader = new MultiReader(readers, false);
      int[] partitions = new int[reader.leaves().size()];
      int from = 0;
      for (int at = 0; at < parts.size(); at++) {
        int to = from + views.get(at).reader().leaves().size();
        Arrays.fill(partitions, from, to, parts.get(at).partition());
        from = to;
      }
      return new SearchView(reader, partitions);
    }

    @Override
    public void close() throws IOException {
      try {
        if (reader != null) {
          reader.close();
        }
      } finally {
        views.forEach(IndexView::close);
      }
    }
  }
}
