package io.chatlog.view.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import io.chatlog.view.wire.WireSamples.Asked;
import io.chatlog.view.wire.WireSamples.Sample;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private static final int ROUNDS = 500;

  static Stream<Sample<?>> codecs() {
    return WireSamples.codecs().stream();
  }

  @ParameterizedTest
  @MethodSource("codecs")
  <T> void aValueIsTheSameAfterTheWire(Sample<T> sample) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      T value = sample.value().apply(new RandomValues(seed));
      In in = new In(sample.codec().encode(value));
      assertThat(sample.codec().read(in)).as("seed %d", seed).isEqualTo(value);
      assertThat(in.hasMore()).as("seed %d", seed).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  <T> void aFramedValueMayGrowBehindItsLastField(Sample<T> sample) {
    T value = sample.value().apply(new RandomValues(7));
    Codec<T> newer =
        Codec.of((v, out) -> sample.codec().write(v, out), in -> sample.codec().read(in));
    Out out = new Out(1);
    out.writeFramed(
        value,
        Codec.of(
            (v, o) -> {
              newer.write(v, o);
              o.writeString("a field of a later version");
            },
            in -> value));
    out.writeLong(42);
    In in = new In(out.toByteArray());
    assertThat(in.readFramed(sample.codec())).isEqualTo(value);
    assertThat(in.readLong()).isEqualTo(42);
  }

  @Test
  void everyReadAndItsAnswerAreTheSameAfterTheWire() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomValues values = new RandomValues(seed);
      for (Asked<?> asked : WireSamples.reads(values)) {
        holds(asked, values);
      }
    }
  }

  private static <R> void holds(Asked<R> asked, RandomValues values) {
    var question = asked.question(values);
    assertThat(ReadCodec.decodeQuestion(ReadCodec.encode(question))).isEqualTo(question);
    for (PartitionAnswer<R> answer :
        Arrays.<PartitionAnswer<R>>asList(
            asked.answered(values),
            new PartitionAnswer.Behind<>(values.number()),
            new PartitionAnswer.NotHere<>(values.text()))) {
      byte[] bytes = ReadCodec.encode(asked.read(), answer);
      assertThat(ReadCodec.decodeAnswer(asked.read(), bytes)).isEqualTo(answer);
    }
  }

  @Test
  void theSamplesLeaveNoReadOut() {
    Set<Class<?>> sampled = new HashSet<>();
    WireSamples.reads(new RandomValues(1)).forEach(asked -> sampled.add(asked.read().getClass()));
    assertThat(sampled).isEqualTo(leaves(Read.class));
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> leaves = new HashSet<>();
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      return Set.of(type);
    }
    for (Class<?> sub : permitted) {
      leaves.addAll(leaves(sub));
    }
    return leaves;
  }
}
