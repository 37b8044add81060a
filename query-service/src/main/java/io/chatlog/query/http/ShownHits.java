package io.chatlog.query.http;

import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which hits of a walk were shown, in about a byte for each: a set of numbers of few bits that
 * stand for them, written as the distances between neighbours (a Golomb-coded set). Two hits may
 * share a number by chance. So numbers are drawn anew for each page, until no hit that was not
 * shown has one that was: of the hits that the writer knew, the set is exact.
 *
 * <p>Immutable.
 */
final class ShownHits {
  /** The most hits of a set. */
  static final int HITS_MAX = 1_024;

  private static final int DRAWS_MAX = 32;
  private static final int BITS_MAX = 24;

  /** Nothing was shown. */
  static final ShownHits NONE = new ShownHits(0, 0, 0, new long[0]);

  static final Codec<ShownHits> CODEC = Codec.of(ShownHits::write, ShownHits::read);

  private final int draw;
  private final int bits;
  private final long range;

  /** Of 0..range, sorted, no two alike. */
  private final long[] numbers;

  /**
   * @param draw which of many numbers stands for a hit
   * @param bits how many bits of a distance are written as they are
   */
  private ShownHits(int draw, int bits, long range, long[] numbers) {
    this.draw = draw;
    this.bits = bits;
    this.range = range;
    this.numbers = numbers;
  }

  /**
   * A set of hits.
   *
   * @param shown keys of at most {@value #HITS_MAX} hits
   * @param others those of hits that must not be taken for shown
   */
  static ShownHits of(Collection<Long> shown, Collection<Long> others) {
    if (shown.size() > HITS_MAX) {
      throw new IllegalArgumentException(shown.size() + " hits");
    }
    if (shown.isEmpty()) {
      return NONE;
    }
    // a hit then shares a number with one of all the others about once: a few draws are enough
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(others.size());
    for (; bits < BITS_MAX; bits++) {
      for (int draw = 0; draw < DRAWS_MAX; draw++) {
        ShownHits drawn = drawn(draw, bits, shown);
        if (others.stream().noneMatch(drawn::has)) {
          return drawn;
        }
      }
    }
    return drawn(0, BITS_MAX, shown);
  }

  private static ShownHits drawn(int draw, int bits, Collection<Long> shown) {
    long range = (long) shown.size() << bits;
    long[] numbers =
        shown.stream().mapToLong(key -> number(key, draw, range)).sorted().distinct().toArray();
    return new ShownHits(draw, bits, range, numbers);
  }

  /** Whether the hit with a key was shown. */
  boolean has(long key) {
    return Arrays.binarySearch(numbers, number(key, draw, range)) >= 0;
  }

  private static long number(long key, int draw, long range) {
    return Math.unsignedMultiplyHigh(mixed(key + draw), range);
  }

  /** Spreads keys over all longs: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  static long mixed(long key) {
    long z = key * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** Each distance: as many ones as it has times 2 to the power of bits, a zero, the rest. */
  private static void write(ShownHits set, Out out) {
    out.writeInt(set.numbers.length).writeInt(set.draw).writeInt(set.bits).writeLong(set.range);
    BitSet written = new BitSet();
    int at = 0;
    long last = -1;
    for (long number : set.numbers) {
      long distance = number - last - 1;
      last = number;
      int ones = (int) (distance >> set.bits);
      written.set(at, at + ones);
      at += ones + 1;
      for (int bit = 0; bit < set.bits; bit++) {
        written.set(at++, (distance >> bit & 1) == 1);
      }
    }
    out.writeBytes(written.toByteArray());
  }

  private static ShownHits read(In in) {
    int many = in.readInt(0, HITS_MAX);
    int draw = in.readInt(0, DRAWS_MAX);
    int bits = in.readInt(0, BITS_MAX);
    long range = in.readLong();
    if (range < 0) {
      throw new BrokenWire("numbers below " + range);
    }
    BitSet written = BitSet.valueOf(in.readBytes()); // zeros follow without end
    long[] numbers = new long[many];
    int at = 0;
    long last = -1;
    for (int place = 0; place < many; place++) {
      int zero = written.nextClearBit(at);
      long distance = (long) (zero - at) << bits;
      at = zero + 1;
      for (int bit = 0; bit < bits; bit++) {
        distance |= (written.get(at++) ? 1L : 0L) << bit;
      }
      last += distance + 1;
      numbers[place] = last;
    }
    return new ShownHits(draw, bits, range, numbers);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ShownHits that
        && draw == that.draw
        && bits == that.bits
        && range == that.range
        && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
