package io.chatlog.processor.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.jspecify.annotations.Nullable;

/**
 * The nearest that a graph finds among what a filter lets through. Where that is little in a
 * segment, or a segment has few vectors, all of them are compared: a walk through the graph
 * compares as many, in no order, and passes by what is not wanted.
 */
final class GraphCandidates extends KnnFloatVectorQuery {
  /** A walk compares about so many for each that is wanted, more where a filter is in its way. */
  private static final int COMPARED_FOR_EACH = 20;

  private static final TopDocs TO_BE_SCANNED =
      new TopDocs(new TotalHits(0, TotalHits.Relation.GREATER_THAN_OR_EQUAL_TO), new ScoreDoc[0]);

  /**
   * @param filter null where all is wanted
   */
  GraphCandidates(String field, float[] direction, int many, @Nullable Query filter) {
    super(field, direction, many, filter);
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext leaf, AcceptDocs accepted, int visitedMax, KnnCollectorManager manager)
      throws IOException {
    if (visitedMax <= COMPARED_FOR_EACH * k) {
      return TO_BE_SCANNED;
    }
    FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
    if (getFilter() == null && values != null && values.size() <= COMPARED_FOR_EACH * k) {
      List<DocIdSetIterator> both = List.of(values.iterator(), accepted.iterator());
      return exactSearch(leaf, ConjunctionUtils.intersectIterators(both), null);
    }
    return super.approximateSearch(leaf, accepted, visitedMax, manager);
  }
}
