package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShownHitsTest {
  private final Random random = new Random(5);

  private List<Long> keys(int many) {
    return random.longs(many).boxed().toList();
  }

  @Test
  void itHasWhatWasShownAndNothingElseOfWhatTheWriterKnew() {
    for (int shown : new int[] {0, 1, 2, 19, 500, 999, ShownHits.HITS_MAX}) {
      for (int rest : new int[] {0, 1, 500, 1_000}) {
        List<Long> all = keys(shown);
        List<Long> others = keys(rest);
        Out out = new Out();
        ShownHits.CODEC.write(ShownHits.of(all, others), out);
        ShownHits set = ShownHits.CODEC.read(new In(out.toByteArray()));
        assertThat(all).allMatch(set::has);
        assertThat(others).noneMatch(set::has);
        assertThat(out.size()).isLessThanOrEqualTo(12 + shown * 14 / Byte.SIZE);
      }
    }
    assertThat(ShownHits.NONE.has(0)).isFalse();
  }

  @Test
  void keysThatFollowEachOtherAreToldApart() {
    List<Long> even = java.util.stream.LongStream.range(0, 500).map(at -> 2 * at).boxed().toList();
    ShownHits set = ShownHits.of(even, even.stream().map(key -> key + 1).toList());
    assertThat(even).allMatch(set::has).noneMatch(key -> set.has(key + 1));
  }

  @Test
  void moreThanThatAreRefused() {
    List<Long> many = keys(ShownHits.HITS_MAX + 1);
    assertThatThrownBy(() -> ShownHits.of(many, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
