package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.MessageListParameters.Place;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import java.util.Base64;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Place PLACE = new Place(1_400, new TimeWindow(-5, Long.MAX_VALUE));

  private static Cursor<Place> cursor(int kind, Object... walk) {
    return new Cursor<>(kind, Place.CODEC, walk);
  }

  @Test
  void aPlaceIsTheSameAfterTheWay() {
    String text = cursor(3, "a", 1, null).write(PLACE);
    assertThat(text).matches("[A-Za-z0-9_-]+");
    assertThat(cursor(3, "a", 1, null).read(text)).isEqualTo(PLACE);
  }

  @Test
  void itHoldsForItsOwnWalkOnly() {
    String text = cursor(3, "ab", "c").write(PLACE);
    for (Cursor<Place> other :
        java.util.List.of(
            cursor(4, "ab", "c"), cursor(3, "a", "bc"), cursor(3, "ab"), cursor(3, "ab", null))) {
      assertThatThrownBy(() -> other.read(text))
          .isInstanceOfSatisfying(
              ProblemException.class,
              refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.INVALID_CURSOR));
    }
  }

  @Test
  void brokenOnesAreRefusedAndNothingElse() {
    Cursor<Place> cursor = cursor(3, "a");
    byte[] whole = Base64.getUrlDecoder().decode(cursor.write(PLACE));
    Random random = new Random(3);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 5));
      for (int left = random.nextInt(3); left > 0 && bytes.length > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        cursor.read(Base64.getUrlEncoder().encodeToString(bytes));
      } catch (ProblemException refused) {
        assertThat(refused.problem().code()).isEqualTo(ErrorCode.INVALID_CURSOR);
      }
    }
  }

  @Test
  void whatRankingKnewTravelsWhereItIsSmallAndIsLeftOutWhereItIsNot() {
    Cursor<SearchPlace> cursor = new Cursor<>(5, SearchPlace.CODEC, "q");
    SearchQuery.After after = new SearchQuery.After(1.5f, 3, 77);
    for (int terms : new int[] {0, 3, 5_000}) {
      TreeMap<String, Long> counts = new TreeMap<>();
      for (int number = 0; number < terms; number++) {
        counts.put("term-" + number, (long) number);
      }
      TermStatistics collection = new TermStatistics(9, 99, counts, counts);
      String text = cursor.write(new SearchPlace(after, TimeWindow.ALL, collection));
      assertThat(text).hasSizeLessThanOrEqualTo(Cursor.CHARS_MAX);
      assertThat(cursor.read(text))
          .isEqualTo(new SearchPlace(after, TimeWindow.ALL, terms > 100 ? null : collection));
    }
  }
}
