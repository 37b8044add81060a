package io.chatlog.view;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long something took, as counts in log-linear buckets: mergeable, subtractable and the same
 * whatever the order of the values. Immutable; a change costs a copy of the buckets that are in
 * use.
 *
 * <p>Values below {@value #LINEAR_MILLIS} ms have a bucket each; above, every power of two is cut
 * into {@value #LINEAR_MILLIS} buckets, so that a percentile is off by less than 1/64 of itself.
 * There are 3,712 buckets, whatever the values (the scheme of HdrHistogram, with counts that may go
 * down again).
 *
 * @param count how many values
 * @param sumMillis their exact sum in milliseconds
 * @param buckets the counts that are not zero, by bucket
 */
public record DurationHistogram(long count, long sumMillis, SortedMap<Integer, Long> buckets) {
  /** No values. */
  public static final DurationHistogram EMPTY = new DurationHistogram(0, 0, new TreeMap<>());

  /** The highest bucket: that of {@link Long#MAX_VALUE}. */
  public static final int BUCKET_MAX = bucketOf(Long.MAX_VALUE);

  static final int LINEAR_MILLIS = 64;
  private static final int LINEAR_BITS = 6;

  public DurationHistogram {
    buckets = java.util.Collections.unmodifiableSortedMap(buckets);
  }

  /** This and one more value of {@code millis} ≥ 0. */
  public DurationHistogram plus(long millis) {
    return changed(millis, 1);
  }

  /** This without one value that was added before. */
  public DurationHistogram minus(long millis) {
    return changed(millis, -1);
  }

  /** The values of both. */
  public DurationHistogram plus(DurationHistogram other) {
    TreeMap<Integer, Long> merged = new TreeMap<>(buckets);
    other.buckets.forEach((bucket, many) -> merged.merge(bucket, many, Long::sum));
    return new DurationHistogram(count + other.count, sumMillis + other.sumMillis, merged);
  }

  private DurationHistogram changed(long millis, long by) {
    if (millis < 0) {
      throw new IllegalArgumentException("a duration is not negative: " + millis);
    }
    TreeMap<Integer, Long> next = new TreeMap<>(buckets);
    next.merge(bucketOf(millis), by, (a, b) -> a + b == 0 ? null : a + b);
    return new DurationHistogram(count + by, sumMillis + by * millis, next);
  }

  /** The mean in milliseconds; 0 without values. */
  public double meanMillis() {
    return count == 0 ? 0 : (double) sumMillis / count;
  }

  /**
   * The value in milliseconds below or at which a share of the values lies, as the middle of its
   * bucket; 0 without values.
   *
   * @param share from 0 (exclusive) to 1
   */
  public double percentileMillis(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      seen += bucket.getValue();
      if (seen >= wanted) {
        return middleOf(bucket.getKey());
      }
    }
    return 0;
  }

  static int bucketOf(long millis) {
    if (millis < LINEAR_MILLIS) {
      return (int) millis;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(millis) - LINEAR_BITS;
    return (exponent + 1) * LINEAR_MILLIS + (int) (millis >>> exponent) - LINEAR_MILLIS;
  }

  static double middleOf(int bucket) {
    if (bucket < LINEAR_MILLIS) {
      return bucket;
    }
    int exponent = bucket / LINEAR_MILLIS - 1;
    double low = (double) (bucket % LINEAR_MILLIS + LINEAR_MILLIS) * Math.scalb(1.0, exponent);
    return low + (Math.scalb(1.0, exponent) - 1) / 2;
  }
}
