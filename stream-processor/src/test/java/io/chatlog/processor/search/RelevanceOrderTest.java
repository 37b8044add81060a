package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.FilterScorable;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Beside Lucene's collector that looks at every document, where most of them score the same. */
class RelevanceOrderTest {
  private static final int PARTITIONS = 3;
  private static final String[] WORDS = {"the", "kernel", "panics", "again"};

  private final Random random = new Random(5);
  private final List<ByteBuffersDirectory> directories = new ArrayList<>();

  /** Writes a partition; some of what it has out of order, as edits leave it. */
  private void write(int messages, boolean edited) throws IOException {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    directories.add(directory);
    try (IndexWriter writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(new WhitespaceAnalyzer())
                .setMergePolicy(new SegmentMerges())
                .setMaxBufferedDocs(2 + random.nextInt(1_000))
                .setCommitOnClose(true))) {
      for (long offset = 0; offset < messages; offset++) {
        boolean piece = edited && random.nextInt(100) == 0;
        long place = piece ? SearchQuery.After.ofPiece(offset, 0) : offset;
        writer.addDocument(document(place));
        if (edited && random.nextInt(50) == 0) {
          long before = random.nextLong(offset + 1);
          writer.updateDocument(new Term("place", Long.toString(before)), document(before));
        }
        if (random.nextInt(200) == 0) {
          writer.deleteDocuments(
              new Term("place", Long.toString(random.nextLong(offset + 1)))); // may be gone
        }
      }
    }
  }

  private Document document(long place) {
    StringBuilder text = new StringBuilder();
    for (String word : WORDS) {
      text.append(random.nextInt(3) == 0 ? word + ' ' : "");
    }
    Document document = new Document();
    document.add(new TextField(IndexFields.TEXT, text.toString(), Store.NO));
    document.add(new StringField("place", Long.toString(place), Store.NO));
    document.add(new NumericDocValuesField(IndexFields.OFFSET, place));
    return document;
  }

  private Query query() {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (String word : WORDS) {
      if (random.nextBoolean()) {
        any.add(new TermQuery(new Term(IndexFields.TEXT, word)), Occur.SHOULD);
      }
    }
    any.add(new TermQuery(new Term(IndexFields.TEXT, "kernel")), Occur.SHOULD);
    if (random.nextInt(3) == 0) {
      any.add(new TermQuery(new Term(IndexFields.TEXT, "again")), Occur.MUST_NOT);
    }
    if (random.nextInt(3) == 0) {
      any.add(new TermQuery(new Term(IndexFields.TEXT, "the")), Occur.FILTER);
    }
    return any.build();
  }

  private static List<SearchQuery.After> places(TopFieldDocs found) {
    return Arrays.stream(found.scoreDocs)
        .map(hit -> HitCollection.place((FieldDoc) hit, Order.RELEVANCE))
        .toList();
  }

  /** All that is found, in its order. */
  private static List<SearchQuery.After> all(SearchView view, Query query) throws IOException {
    Sort order =
        new Sort(
            SortField.FIELD_SCORE,
            new SortField("partition", new PartitionOrder(view)),
            new SortField(IndexFields.OFFSET, SortField.Type.LONG));
    return places(
        new IndexSearcher(view.reader())
            .search(query, new TopFieldCollectorManager(order, 100_000, null, 100_000)));
  }

  /** The same, and sees to it that what it needs of a segment never gets less. */
  private static CollectorManager<FilterCollector, TopFieldDocs> rising(RelevanceOrder order) {
    return new CollectorManager<>() {
      private final List<RelevanceOrder.Best> made = new ArrayList<>();

      @Override
      public FilterCollector newCollector() {
        made.add(order.newCollector());
        return new FilterCollector(made.getLast()) {
          @Override
          public LeafCollector getLeafCollector(LeafReaderContext segment) throws IOException {
            float[] least = {Float.NEGATIVE_INFINITY};
            return new FilterLeafCollector(super.getLeafCollector(segment)) {
              @Override
              public void setScorer(Scorable scorer) throws IOException {
                super.setScorer(
                    new FilterScorable(scorer) {
                      @Override
                      public void setMinCompetitiveScore(float score) throws IOException {
                        assertThat(score).isGreaterThanOrEqualTo(least[0]);
                        least[0] = score;
                        in.setMinCompetitiveScore(score);
                      }
                    });
              }
            };
          }
        };
      }

      @Override
      public TopFieldDocs reduce(Collection<FilterCollector> ignored) {
        return order.reduce(made);
      }
    };
  }

  private void compare(SearchView view) throws IOException {
    IndexSearcher searcher = new IndexSearcher(view.reader());
    for (int round = 0; round < 12; round++) {
      Query query = query();
      List<SearchQuery.After> all = all(view, query);
      int many = 1 + random.nextInt(30);
      int exact = random.nextBoolean() ? many : 500;
      SearchQuery.@Nullable After after = null;
      int from = 0;
      for (int page = 0; page < 8; page++) {
        TopFieldDocs found =
            searcher.search(query, rising(new RelevanceOrder(view, many, after, exact)));
        int to = Math.min(all.size(), from + many);
        assertThat(places(found)).isEqualTo(all.subList(from, to));
        if (found.totalHits.relation() == TotalHits.Relation.EQUAL_TO) {
          assertThat(found.totalHits.value()).isEqualTo(all.size());
        } else {
          assertThat(found.totalHits.value()).isBetween((long) exact, (long) all.size());
        }
        if (to == all.size()) {
          break;
        }
        int next = page < 4 ? to - 1 : random.nextInt(all.size());
        after = all.get(next);
        from = next + 1;
      }
    }
  }

  private void history(boolean edited) throws IOException {
    List<IndexReader> readers = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      write(200 + random.nextInt(5_000), edited);
      readers.add(DirectoryReader.open(directories.getLast()));
    }
    try (MultiReader joined = new MultiReader(readers.toArray(IndexReader[]::new))) {
      int[] partitions =
          joined.leaves().stream().mapToInt(leaf -> partitionOf(leaf, readers)).toArray();
      compare(new SearchView(joined, partitions));
    }
  }

  private static int partitionOf(LeafReaderContext leaf, List<IndexReader> readers) {
    int partition = 0;
    int from = 0;
    while (leaf.docBase >= from + readers.get(partition).maxDoc()) {
      from += readers.get(partition).maxDoc();
      partition++;
    }
    return partition;
  }

  @Test
  void findsTheSameInTheSameOrderWhereTheLogIsInOrder() throws IOException {
    for (int history = 0; history < 5; history++) {
      history(false);
    }
  }

  @Test
  void findsTheSameInTheSameOrderWhereMessagesWereEditedAndDocumentsUploaded() throws IOException {
    for (int history = 0; history < 5; history++) {
      history(true);
    }
  }

  @Test
  void mergesOfAnyKindKeepTheOrderOfTheLog() throws IOException {
    for (int history = 0; history < 10; history++) {
      ByteBuffersDirectory directory = new ByteBuffersDirectory();
      try (IndexWriter writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig(new WhitespaceAnalyzer())
                  .setMergePolicy(new SegmentMerges())
                  .setMergeScheduler(new SerialMergeScheduler()))) {
        long offset = 0;
        for (int segments = 2 + random.nextInt(3); segments > 0; segments--) {
          for (int more = 1 + random.nextInt(500); more > 0; more--) {
            writer.addDocument(document(offset++));
          }
          writer.flush();
        }
        if (random.nextBoolean()) {
          writer.deleteDocuments(new Term("place", "0"));
          writer.forceMergeDeletes();
        }
        writer.forceMerge(1);
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        assertThat(reader.leaves()).hasSize(1);
        assertThat(LogOrder.of(reader.leaves().getFirst().reader()).rises()).isTrue();
      }
    }
  }

  @Test
  void whatScoresTheSameBehindTheLastOfTheBestIsPassedOver() throws IOException {
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer =
        new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
      for (long offset = 0; offset < 10_000; offset++) {
        Document document = new Document();
        document.add(new TextField(IndexFields.TEXT, "the kernel", Store.NO));
        document.add(new NumericDocValuesField(IndexFields.OFFSET, offset));
        writer.addDocument(document);
      }
    }
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      SearchView view = SearchView.of(0, reader);
      TopFieldDocs found =
          new IndexSearcher(reader)
              .search(
                  new TermQuery(new Term(IndexFields.TEXT, "kernel")),
                  new RelevanceOrder(view, 20, null, 100));
      assertThat(found.totalHits.value()).as("looked at").isLessThan(1_000);
      assertThat(places(found).getLast().offset()).isEqualTo(19);
    }
  }
}
