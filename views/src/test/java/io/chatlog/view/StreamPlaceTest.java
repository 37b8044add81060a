package io.chatlog.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.view.StreamPlace.Missed;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamPlaceTest {
  private static final Missed STRETCH = new Missed(9, 15, 40);

  @Test
  void aPlaceInTheStreamOfASessionSaysWhichOneOfItsId() {
    StreamPlace first = StreamPlace.at(17);
    assertThat(first.ofLife(40)).hasToString("17~40");
    assertThat(StreamPlace.parseOfSession("17")).contains(first);
    assertThat(StreamPlace.parseOfSession("0")).contains(StreamPlace.at(0));
    assertThat(StreamPlace.parseOfSession("17~40")).contains(first.ofLife(40));
    assertThat(StreamPlace.parseOfSession(Long.MAX_VALUE + "~" + Long.MAX_VALUE))
        .contains(StreamPlace.at(Long.MAX_VALUE).ofLife(Long.MAX_VALUE));
    for (String none :
        List.of(
            "",
            "17~",
            "17~0",
            "17~040",
            "~40",
            "17~40~1",
            "17.1",
            "17~1-1-1",
            "-1",
            "17~-4",
            "9".repeat(19),
            "17~" + "9".repeat(19),
            "1".repeat(600))) {
      assertThat(StreamPlace.parseOfSession(none)).as(none).isEmpty();
    }
    assertThat(StreamPlace.parse("17~40")).as("in the stream of a user").isEmpty();
  }

  @Test
  void aPlaceIsItsText() {
    assertThat(StreamPlace.at(17)).hasToString("17");
    assertThat(new StreamPlace(17, 3, List.of())).hasToString("17.3");
    assertThat(new StreamPlace(17, 3, List.of(STRETCH, new Missed(16, 16, 50))))
        .hasToString("17.3~9-15-40~16-16-50");
    List<Missed> longest =
        Collections.nCopies(
            StreamPlace.MISSED_MAX, new Missed(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
    StreamPlace longestPlace = new StreamPlace(Long.MAX_VALUE, Long.MAX_VALUE, longest);
    assertThat(longestPlace.toString()).hasSizeLessThanOrEqualTo(StreamPlace.TEXT_MAX);
    for (StreamPlace place :
        List.of(
            StreamPlace.at(0),
            StreamPlace.at(17),
            new StreamPlace(17, 3, List.of()),
            new StreamPlace(17, 0, List.of(STRETCH)),
            longestPlace)) {
      assertThat(StreamPlace.parse(place.toString())).contains(place);
    }
  }

  @Test
  void whatIsNoPlaceIsNone() {
    for (String text :
        List.of(
            "",
            "-1",
            "+1",
            " 1",
            "1 ",
            "01",
            "x",
            "1.",
            "1.0",
            "1.0.0",
            "1.-1",
            "1~",
            "1~1-2",
            "1~2-1-3",
            "1~1-2-3-4",
            "1~1-2-03",
            "1\n",
            "١",
            "9223372036854775808",
            "1~1-1-9223372036854775808",
            "1~1-1-1-".repeat(2),
            "1" + "~1-1-1".repeat(9),
            "1".repeat(600))) {
      assertThat(StreamPlace.parse(text)).as(text).isEmpty();
    }
    assertThat(StreamPlace.parse("1" + "~1-1-1".repeat(8))).isPresent();
    assertThatThrownBy(
            () -> new StreamPlace(1, 0, Collections.nCopies(StreamPlace.MISSED_MAX + 1, STRETCH)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOffsetIsBehindAllThatItsEventShowed() {
    List<StreamPlace> inOrder =
        List.of(
            StreamPlace.BEGINNING,
            StreamPlace.at(16),
            new StreamPlace(17, 1, List.of()),
            new StreamPlace(17, 2, List.of(STRETCH)),
            StreamPlace.at(17),
            StreamPlace.at(18));
    for (int one = 0; one < inOrder.size(); one++) {
      for (int other = 0; other < inOrder.size(); other++) {
        assertThat(inOrder.get(one).isBehind(inOrder.get(other))).isEqualTo(one > other);
      }
    }
  }
}
