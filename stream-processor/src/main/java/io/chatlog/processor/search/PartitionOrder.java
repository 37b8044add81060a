package io.chatlog.processor.search;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.FieldComparator;
import org.apache.lucene.search.FieldComparatorSource;
import org.apache.lucene.search.Pruning;
import org.apache.lucene.search.SimpleFieldComparator;

/** Orders documents by the number of their partition, which all of a segment share. */
final class PartitionOrder extends FieldComparatorSource {
  private final SearchView view;

  PartitionOrder(SearchView view) {
    this.view = view;
  }

  @Override
  public FieldComparator<?> newComparator(
      String field, int hits, Pruning pruning, boolean reversed) {
    return new Comparator(hits);
  }

  private final class Comparator extends SimpleFieldComparator<Integer> {
    private final int[] partitions;
    private int bottom;
    private int top;
    private int here;

    Comparator(int hits) {
      partitions = new int[hits];
    }

    @Override
    protected void doSetNextReader(LeafReaderContext segment) {
      here = view.partitionOf(segment);
    }

    @Override
    public int compare(int one, int other) {
      return Integer.compare(partitions[one], partitions[other]);
    }

    @Override
    public void setBottom(int slot) {
      bottom = partitions[slot];
    }

    @Override
    public void setTopValue(Integer partition) {
      top = partition;
    }

    @Override
    public int compareBottom(int document) {
      return Integer.compare(bottom, here);
    }

    @Override
    public int compareTop(int document) {
      return Integer.compare(top, here);
    }

    @Override
    public void copy(int slot, int document) {
      partitions[slot] = here;
    }

    @Override
    public Integer value(int slot) {
      return partitions[slot];
    }
  }
}
