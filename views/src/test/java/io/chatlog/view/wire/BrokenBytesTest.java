package io.chatlog.view.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.wire.WireSamples.Asked;
import io.chatlog.view.wire.WireSamples.Sample;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenBytesTest {
  private static final int ROUNDS = 2_000;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Sample<?>> codecs() {
    return WireSamples.codecs().stream();
  }

  @ParameterizedTest
  @MethodSource("codecs")
  <T> void brokenBytesAreBrokenWireOrAValue(Sample<T> sample) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      byte[] whole = sample.codec().encode(sample.value().apply(new RandomValues(seed)));
      byte[] bytes = mutated(whole, new Random(seed));
      survives(() -> sample.codec().decode(bytes), bytes.length, "seed " + seed);
    }
  }

  /**
   * But where they end before a field that earlier versions did not have: then nothing is made up.
   */
  @ParameterizedTest
  @MethodSource("codecs")
  <T> void bytesThatEndTooEarlyAreBrokenWire(Sample<T> sample) {
    byte[] whole = sample.codec().encode(sample.value().apply(new RandomValues(11)));
    int earlierVersions = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        byte[] again = sample.codec().encode(sample.codec().decode(cut));
        assertThat(Arrays.copyOf(again, length)).isEqualTo(cut);
        earlierVersions++;
      } catch (BrokenWire expected) {
        // as it should be
      }
    }
    boolean grew = Set.of("hit", "search page").contains(sample.name());
    assertThat(earlierVersions).isLessThanOrEqualTo(grew ? 1 : 0);
  }

  @Test
  void brokenQuestionsAndAnswersAreBrokenWireOrAValue() {
    for (int seed = 0; seed < ROUNDS / 4; seed++) {
      RandomValues values = new RandomValues(seed);
      Random random = new Random(seed);
      for (Asked<?> asked : WireSamples.reads(values)) {
        byte[] question = mutated(ReadCodec.encode(asked.question(values)), random);
        survives(() -> ReadCodec.decodeQuestion(question), question.length, "seed " + seed);
        brokenAnswer(asked, values, random, seed);
      }
    }
  }

  private static <R> void brokenAnswer(
      Asked<R> asked, RandomValues values, Random random, int seed) {
    PartitionAnswer<R> answer = asked.answered(values);
    byte[] bytes = mutated(ReadCodec.encode(asked.read(), answer), random);
    survives(() -> ReadCodec.decodeAnswer(asked.read(), bytes), bytes.length, "seed " + seed);
  }

  @Test
  void aQuestionWithMoreThanThisVersionKnowsIsRefused() {
    byte[] whole =
        ReadCodec.encode(
            WireSamples.reads(new RandomValues(1)).getFirst().question(new RandomValues(1)));
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> ReadCodec.decodeQuestion(longer)).isInstanceOf(BrokenWire.class);
  }

  @Test
  void aLengthIsBelievedOnlyWhenTheBytesAreThere() {
    for (long length : new long[] {2, 1L << 20, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      byte[] bytes = new Out().writeLong(length).writeByte('x').toByteArray();
      assertThatThrownBy(() -> new In(bytes).readString()).isInstanceOf(BrokenWire.class);
      assertThatThrownBy(() -> new In(bytes).readBytes()).isInstanceOf(BrokenWire.class);
      assertThatThrownBy(() -> new In(bytes).readList(EntityCodecs.TEXT))
          .isInstanceOf(BrokenWire.class);
    }
    byte[] frame = {-1, -1, -1, -1, 0};
    assertThatThrownBy(() -> new In(frame).readFramed(EntityCodecs.TEXT))
        .isInstanceOf(BrokenWire.class);
  }

  @Test
  void aTextThatIsNotUtf8IsBrokenWireAndAReplacementCharacterIsNot() {
    byte[] broken = {4, (byte) 0xc3, (byte) 0x28};
    assertThatThrownBy(() -> new In(broken).readString()).isInstanceOf(BrokenWire.class);
    byte[] replacement = new Out().writeString("a\ufffdb").toByteArray();
    assertThat(new In(replacement).readString()).isEqualTo("a\ufffdb");
  }

  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
      case 1 -> random.nextBytes(bytes);
      default -> {
        for (int left = 1 + random.nextInt(4); left > 0 && bytes.length > 0; left--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return bytes;
  }

  private static void survives(Runnable decoding, int length, String seed) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      decoding.run();
    } catch (BrokenWire expected) {
      assertThat(expected.getMessage()).as(seed).isNotBlank();
    }
    long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(taken).as(seed).isLessThan(1_000_000 + 200L * length);
  }
}
