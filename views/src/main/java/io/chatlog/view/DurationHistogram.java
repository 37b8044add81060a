package io.chatlog.view;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, as counts in log-linear buckets: mergeable, subtractable and the same
 * whatever the order of the values. Immutable; a change costs a copy of the buckets that are in
 * use, which are two arrays: a session's histogram is read and written with each of its messages.
 *
 * <p>Values below {@value #LINEAR_MILLIS} ms have a bucket each; above, every power of two is cut
 * into {@value #LINEAR_MILLIS} buckets, so that a percentile is off by less than 1/64 of itself.
 * There are 3,712 buckets, whatever the values (the scheme of HdrHistogram, with counts that may go
 * down again).
 */
public final class DurationHistogram {
  /** No values. */
  public static final DurationHistogram EMPTY =
      new DurationHistogram(0, 0, new int[0], new long[0]);

  /** The highest bucket: that of {@link Long#MAX_VALUE}. */
  public static final int BUCKET_MAX = bucketOf(Long.MAX_VALUE);

  static final int LINEAR_MILLIS = 64;
  private static final int LINEAR_BITS = 6;

  private final long count;
  private final long sumMillis;

  /** The buckets whose counts are not zero, lowest first, and those counts. */
  private final int[] buckets;

  private final long[] counts;

  private DurationHistogram(long count, long sumMillis, int[] buckets, long[] counts) {
    this.count = count;
    this.sumMillis = sumMillis;
    this.buckets = buckets;
    this.counts = counts;
  }

  /**
   * A histogram of what {@link #bucket} and {@link #countOf} told; takes the arrays over.
   *
   * @param buckets lowest first
   * @throws IllegalArgumentException when the arrays are not of one length
   */
  public static DurationHistogram of(long count, long sumMillis, int[] buckets, long[] counts) {
    if (buckets.length != counts.length) {
      throw new IllegalArgumentException(buckets.length + " buckets, " + counts.length + " counts");
    }
    return new DurationHistogram(count, sumMillis, buckets, counts);
  }

  /** How many values. */
  public long count() {
    return count;
  }

  /** Their exact sum in milliseconds. */
  public long sumMillis() {
    return sumMillis;
  }

  /** How many buckets are in use. */
  public int size() {
    return buckets.length;
  }

  /** The bucket at a place from 0, lowest first. */
  public int bucket(int place) {
    return buckets[place];
  }

  /** The count of the bucket at a place. */
  public long countOf(int place) {
    return counts[place];
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
    DurationHistogram merged = this;
    for (int place = 0; place < other.buckets.length; place++) {
      merged = merged.with(other.buckets[place], other.counts[place]);
    }
    return new DurationHistogram(
        count + other.count, sumMillis + other.sumMillis, merged.buckets, merged.counts);
  }

  private DurationHistogram changed(long millis, long by) {
    if (millis < 0) {
      throw new IllegalArgumentException("a duration is not negative: " + millis);
    }
    DurationHistogram next = with(bucketOf(millis), by);
    return new DurationHistogram(count + by, sumMillis + by * millis, next.buckets, next.counts);
  }

  /** With another count of one bucket; the figures of all stay. */
  private DurationHistogram with(int bucket, long by) {
    int place = Arrays.binarySearch(buckets, bucket);
    if (place < 0) {
      int at = -place - 1;
      int[] more = Arrays.copyOf(buckets, buckets.length + 1);
      long[] moreCounts = Arrays.copyOf(counts, counts.length + 1);
      System.arraycopy(buckets, at, more, at + 1, buckets.length - at);
      System.arraycopy(counts, at, moreCounts, at + 1, counts.length - at);
      more[at] = bucket;
      moreCounts[at] = by;
      return new DurationHistogram(count, sumMillis, more, moreCounts);
    }
    if (counts[place] + by == 0) {
      int[] less = Arrays.copyOf(buckets, buckets.length - 1);
      long[] lessCounts = Arrays.copyOf(counts, counts.length - 1);
      System.arraycopy(buckets, place + 1, less, place, less.length - place);
      System.arraycopy(counts, place + 1, lessCounts, place, less.length - place);
      return new DurationHistogram(count, sumMillis, less, lessCounts);
    }
    long[] changed = counts.clone();
    changed[place] += by;
    return new DurationHistogram(count, sumMillis, buckets, changed);
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
    for (int place = 0; place < buckets.length; place++) {
      seen += counts[place];
      if (seen >= wanted) {
        return middleOf(buckets[place]);
      }
    }
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DurationHistogram that
        && count == that.count
        && sumMillis == that.sumMillis
        && Arrays.equals(buckets, that.buckets)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) * 31 + Long.hashCode(sumMillis);
  }

  @Override
  public String toString() {
    return count
        + " values, "
        + sumMillis
        + " ms, "
        + Arrays.toString(buckets)
        + " "
        + Arrays.toString(counts);
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
