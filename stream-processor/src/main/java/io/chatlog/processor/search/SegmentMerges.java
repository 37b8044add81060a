package io.chatlog.processor.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which segments are merged. Every view that is opened leaves a segment of a few documents
 * behind, and Lucene's own choice, which looks at the number of all segments, answers a few of them
 * by writing the largest ones anew. Here small segments are merged among themselves only, in steps:
 * once {@value #STEP} are about as large as each other they become one, with all that are smaller.
 * Those that have grown out of that are Lucene's to choose from.
 *
 * <p>Sizes of small segments are counted in documents, because bytes do not add up: the fewer
 * documents, the more bytes each has.
 */
final class SegmentMerges extends TieredMergePolicy {
  /** So many segments become one that is larger by that factor; fewer are searched beside it. */
  static final int STEP = 4;

  /** Small ones have some thousand messages at most. */
  private static final double SMALL_MB = 2;

  /** A tenth: less than what {@link #STEP} leaves beside the largest, 1/4 + 1/16 and so on. */
  private static final double GROWTH_MIN_AT_REST = 0.1;

  private static final int SEGMENTS_PER_TIER_AT_REST = 3;
  private static final double FLOOR_MB_AT_REST = 16;
  private static final long BYTES_PER_MB = 1 << 20;

  private final double segmentsPerTier = getSegmentsPerTier();
  private volatile boolean atRest;

  SegmentMerges() {
    setForceMergeDeletesPctAllowed(0); // what is asked to be forgotten is, to the last word
    setFloorSegmentMB(SMALL_MB);
  }

  /** Whether nothing changes: then more is merged, since every search pays for every segment. */
  void atRest(boolean rests) {
    atRest = rests;
    setSegmentsPerTier(rests ? SEGMENTS_PER_TIER_AT_REST : segmentsPerTier);
    setFloorSegmentMB(rests ? FLOOR_MB_AT_REST : SMALL_MB);
  }

  /**
   * @param documents that are not deleted
   */
  private record Small(SegmentCommitInfo segment, int documents) {
    int step() {
      int step = 0;
      for (int many = documents; many >= STEP; many /= STEP) {
        step++;
      }
      return step;
    }
  }

  @Override
  public @Nullable MergeSpecification findMerges(
      MergeTrigger trigger, SegmentInfos segments, MergeContext context) throws IOException {
    SegmentInfos large = new SegmentInfos(segments.getIndexCreatedVersionMajor());
    List<Small> small = new ArrayList<>();
    for (SegmentCommitInfo segment : segments) {
      if (size(segment, context) >= SMALL_MB * BYTES_PER_MB) {
        large.add(segment);
      } else if (!context.getMergingSegments().contains(segment)) {
        int documents = segment.info.maxDoc() - context.numDeletesToMerge(segment);
        small.add(new Small(segment, documents));
      }
    }
    small.sort(Comparator.comparingInt(Small::documents));
    int many = atRest ? manyAtRest(small) : many(small);
    MergeSpecification merges = super.findMerges(trigger, large, context);
    if (many > 1) {
      if (merges == null) {
        merges = new MergeSpecification();
      }
      merges.add(new OneMerge(small.stream().limit(many).map(Small::segment).toList()));
    }
    return inOrder(merges, segments);
  }

  @Override
  public @Nullable MergeSpecification findForcedMerges(
      SegmentInfos segments,
      int segmentsMax,
      Map<SegmentCommitInfo, Boolean> merged,
      MergeContext context)
      throws IOException {
    return inOrder(super.findForcedMerges(segments, segmentsMax, merged, context), segments);
  }

  @Override
  public @Nullable MergeSpecification findForcedDeletesMerges(
      SegmentInfos segments, MergeContext context) throws IOException {
    return inOrder(super.findForcedDeletesMerges(segments, context), segments);
  }

  /**
   * Merges of the same segments as they follow each other, which neighbours do in the log as well:
   * what comes of it is searched for less ({@link LogOrder}).
   */
  private static @Nullable MergeSpecification inOrder(
      @Nullable MergeSpecification chosen, SegmentInfos segments) {
    if (chosen == null) {
      return null;
    }
    MergeSpecification merges = new MergeSpecification();
    for (OneMerge merge : chosen.merges) {
      merges.add(
          new OneMerge(segments.asList().stream().filter(merge.segments::contains).toList()));
    }
    return merges;
  }

  /** How many of small segments, the smallest first, are to be merged. */
  private static int many(List<Small> small) {
    int many = 0;
    int alike = 0;
    for (int at = 0; at < small.size(); at++) {
      alike = at > 0 && small.get(at).step() == small.get(at - 1).step() ? alike + 1 : 1;
      if (alike >= STEP) {
        many = at + 1;
      }
    }
    return many;
  }

  /** The same while nothing changes: all, but for the largest if that would hardly grow. */
  private static int manyAtRest(List<Small> small) {
    if (small.isEmpty()) {
      return 0;
    }
    long others = small.stream().limit(small.size() - 1).mapToLong(Small::documents).sum();
    boolean grows = others >= GROWTH_MIN_AT_REST * small.getLast().documents();
    return grows ? small.size() : small.size() - 1;
  }
}
