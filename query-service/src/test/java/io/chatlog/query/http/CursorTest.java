package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.MessageListParameters.Place;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.wire.BrokenWire;
import io.chatlog.view.wire.In;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
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
  void oneWithACharacterChangedIsRefused() {
    Cursor<Place> cursor = cursor(3, "a");
    for (long seq = 1_400; seq < 1_403; seq++) { // three ends of Base64 among them
      StringBuilder text =
          new StringBuilder(cursor.write(new Place(seq << 6 * (seq - 1_400), PLACE.window())));
      for (int at = 0; at < text.length(); at++) {
        char was = text.charAt(at);
        for (char other : "ABCXYZabcxyz0189-_".toCharArray()) {
          text.setCharAt(at, other);
          if (other != was) {
            assertThatThrownBy(() -> cursor.read(text.toString()))
                .isInstanceOf(ProblemException.class);
          }
        }
        text.setCharAt(at, was);
      }
      assertThat(cursor.read(text.toString())).isNotNull();
    }
  }

  @Test
  void whatRankingKnewTravelsWithoutNames() {
    Cursor<SearchPlace> cursor = new Cursor<>(5, SearchPlace.CODEC, "q");
    SearchQuery.After after = new SearchQuery.After(1.5f, 3, 77);
    for (int terms : new int[] {0, 3, 64}) {
      TreeMap<String, Long> counts = new TreeMap<>();
      for (int number = 0; number < terms; number++) {
        counts.put("a word as long as it likes ".repeat(20) + number, 1_000_000_000L + number);
      }
      TermStatistics collection = new TermStatistics(9, 99, counts, counts);
      String text =
          cursor.write(new SearchPlace(after, TimeWindow.ALL, collection, Positions.NONE));
      assertThat(text).hasSizeLessThanOrEqualTo(600);
      SearchPlace place = cursor.read(text);
      assertThat(place.collection().named(new TreeSet<>(counts.keySet()))).contains(collection);
      assertThat(cursor.write(place)).isEqualTo(text);
    }
  }

  @Test
  void theLargestHybridCursorIsReadAndLongerPositionsAreLeftOut() {
    Cursor<HybridPlace> cursor = new Cursor<>(5, HybridPlace.CODEC, "q");
    Random random = new Random(4);
    TermStatistics collection =
        TermStatistics.inOrder(
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            random.longs(64, 1L << 33, 1L << 34).boxed().toList(),
            Map.of(
                3, random.ints(50, 0, 1 << 24).boxed().toList(),
                9, random.ints(50, 0, 1 << 24).boxed().toList(),
                63, random.ints(50, 0, 1 << 24).boxed().toList()));
    int longest = 0;
    for (int shown = 1; shown < 1_000; shown += 37) {
      ShownHits hits =
          ShownHits.of(
              random.longs(shown).boxed().toList(), random.longs(1_000 - shown).boxed().toList());
      for (int partitions : new int[] {1, 170, 1_000}) {
        TreeMap<Integer, Long> offsets = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
          offsets.put(partition, 1L << 34);
        }
        Positions asOf = new Positions(offsets);
        String text = cursor.write(new HybridPlace(TimeWindow.ALL, collection, asOf, hits));
        longest = Math.max(longest, text.length());
        assertThat(cursor.read(text))
            .isEqualTo(
                new HybridPlace(
                    TimeWindow.ALL, collection, partitions == 1_000 ? Positions.NONE : asOf, hits));
      }
    }
    assertThat(longest).isBetween(3_000, Cursor.CHARS_MAX);
  }

  @Test
  void marksAndPositionsAreToldAsFarAsTheyFit() {
    Random random = new Random(6);
    List<Integer> fifty = random.ints(50, 0, 1 << 24).boxed().toList();
    TermStatistics four =
        TermStatistics.inOrder(
            9,
            99,
            List.of(1L, 2L, 3L, 4L),
            Map.of(0, fifty, 1, fifty, 2, fifty, 3, fifty.subList(0, 16)));
    TermStatistics read = CursorParts.COLLECTION.read(new In(CursorParts.COLLECTION.encode(four)));
    List<String> names = four.names();
    assertThat(read.names()).isEqualTo(names);
    for (int place = 0; place < 3; place++) {
      assertThat(read.marks(names.get(place))).containsExactlyInAnyOrderElementsOf(fifty);
    }
    assertThat(read.marks(names.get(3))).isEmpty(); // 4 + 48 bytes, of which 50 are left
    for (int partitions : new int[] {510, 511}) {
      TreeMap<Integer, Long> offsets = new TreeMap<>();
      for (int partition = 0; partition < partitions; partition++) {
        offsets.put(partition, 100L);
      }
      Positions asOf = new Positions(offsets);
      assertThat(CursorParts.AS_OF.read(new In(CursorParts.AS_OF.encode(asOf))))
          .isEqualTo(partitions == 510 ? asOf : Positions.NONE);
    }
  }

  @Test
  void brokenPlacesOfSearchesAreRefusedAndNothingElse() {
    Random random = new Random(9);
    ShownHits shown =
        ShownHits.of(random.longs(90).boxed().toList(), random.longs(90).boxed().toList());
    byte[] whole =
        HybridPlace.CODEC.encode(
            new HybridPlace(
                TimeWindow.ALL,
                TermStatistics.inOrder(5, 9, List.of(1L, 2L), Map.of(1, List.of(77))),
                Positions.of(new Position(3, 1_000)),
                shown));
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = whole.clone();
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        HybridPlace.CODEC.read(new In(bytes)).shown().has(random.nextLong());
        read++;
      } catch (BrokenWire | IllegalArgumentException refused) {
        assertThat(refused).isNotNull(); // what a cursor answers invalid_cursor for
      }
    }
    assertThat(read).isPositive();
  }
}
