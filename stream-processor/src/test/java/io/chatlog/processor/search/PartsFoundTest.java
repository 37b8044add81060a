package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random contents of words with pieces, in several scripts, with and without spaces where scripts
 * change, and random parts of them as queries, held to a naive model of what is found.
 */
final class PartsFoundTest {
  private static final String[] LATIN = {"alpha", "beta", "gamma", "delta", "omega"};
  private static final String[] CYRILLIC = {"лес", "дом", "река"};
  private static final String[] KOREAN = {"서", "버", "만", "원"};
  private static final String[] SEPARATORS = {".", "_"};

  private enum Script {
    LATIN,
    CYRILLIC,
    KOREAN
  }

  /**
   * A word, with its pieces: syllables where it is Korean.
   *
   * @param separators between the pieces, one less than those; empty ones where it is Korean
   */
  private record Name(Script script, List<String> pieces, List<String> separators) {
    String text() {
      return slice(0, pieces.size());
    }

    String slice(int from, int to) {
      StringBuilder text = new StringBuilder(pieces.get(from));
      for (int piece = from + 1; piece < to; piece++) {
        text.append(separators.get(piece - 1)).append(pieces.get(piece));
      }
      return text.toString();
    }

    Name part(int from, int to) {
      return new Name(script, pieces.subList(from, to), separators.subList(from, to - 1));
    }

    /** What stands at each of its places, as contents hold it. */
    List<Set<String>> places() {
      List<Set<String>> places = new ArrayList<>();
      for (int place = 0; place < Math.max(1, pieces.size() - 1); place++) {
        places.add(new HashSet<>());
      }
      places.getFirst().add(text());
      for (int piece = 0; piece < pieces.size(); piece++) {
        int shift = script == Script.KOREAN ? 1 : 0; // with the pair that it ends, or begins
        int place = Math.clamp(piece - (long) shift, 0, places.size() - 1);
        places.get(place).add(pieces.get(piece));
        if (piece > 0) {
          places.get(piece - 1).add(slice(piece - 1, piece + 1));
        }
      }
      return places;
    }

    /** What a query asks for, at places next to each other. */
    List<String> asked() {
      List<String> asked = new ArrayList<>();
      for (int piece = 1; piece < pieces.size(); piece++) {
        asked.add(slice(piece - 1, piece + 1));
      }
      return asked.isEmpty() ? List.of(text()) : asked;
    }
  }

  private static boolean holds(List<Name> content, List<Name> query) {
    List<Set<String>> places = content.stream().flatMap(name -> name.places().stream()).toList();
    List<String> asked = query.stream().flatMap(name -> name.asked().stream()).toList();
    for (int from = 0; from + asked.size() <= places.size(); from++) {
      int at = 0;
      while (at < asked.size() && places.get(from + at).contains(asked.get(at))) {
        at++;
      }
      if (at == asked.size()) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void partsNextToEachOtherAreFoundAndNothingElse(long seed) {
    Random random = new Random(seed);
    Corpus corpus = Corpus.inMemory();
    List<List<Name>> contents = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    while (contents.size() < 60) {
      List<Name> content = names(random);
      String text = text(content, random);
      if (!texts.contains(text)) {
        contents.add(content);
        texts.add(text);
        corpus.say(text);
      }
    }
    int found = 0;
    for (int round = 0; round < 300; round++) {
      List<Name> query = part(contents.get(random.nextInt(contents.size())), random);
      Set<String> wanted = new TreeSet<>();
      Set<String> others = new TreeSet<>();
      for (int at = 0; at < texts.size(); at++) {
        (holds(contents.get(at), query) ? wanted : others).add(texts.get(at));
      }
      assertThat(wanted).as("the model finds where a part was taken").isNotEmpty();
      found += wanted.size();
      String text = text(query, random);
      assertThat(corpus.find("\"" + text + "\"")).as(text).hasSameElementsAs(wanted);
      if (!text.contains(" ")) {
        assertThat(corpus.find("+" + text)).as("+%s", text).hasSameElementsAs(wanted);
        assertThat(corpus.find("-" + text)).as("-%s", text).hasSameElementsAs(others);
        assertThat(corpus.find(text)).as(text).containsAll(wanted);
      }
    }
    assertThat(found).as("some, not all").isBetween(300, 300 * 40);
  }

  private static List<Name> names(Random random) {
    List<Name> names = new ArrayList<>();
    for (int many = 1 + random.nextInt(4); many > 0; many--) {
      Script script = Script.values()[random.nextInt(Script.values().length)];
      String[] from =
          switch (script) {
            case LATIN -> LATIN;
            case CYRILLIC -> CYRILLIC;
            case KOREAN -> KOREAN;
          };
      List<String> pieces = new ArrayList<>();
      List<String> separators = new ArrayList<>();
      for (int piece = random.nextInt(5); piece >= 0; piece--) {
        pieces.add(from[random.nextInt(from.length)]);
        separators.add(
            script == Script.KOREAN ? "" : SEPARATORS[random.nextInt(SEPARATORS.length)]);
      }
      names.add(new Name(script, pieces, separators.subList(0, pieces.size() - 1)));
    }
    return names;
  }

  /** Names in a row, of the first only an end and of the last only a beginning. */
  private static List<Name> part(List<Name> content, Random random) {
    int from = random.nextInt(content.size());
    int to = from + 1 + random.nextInt(content.size() - from);
    List<Name> part = new ArrayList<>(content.subList(from, to));
    Name first = part.getFirst();
    part.set(0, first.part(random.nextInt(first.pieces().size()), first.pieces().size()));
    Name last = part.getLast();
    part.set(part.size() - 1, last.part(0, 1 + random.nextInt(last.pieces().size())));
    return part;
  }

  private static String text(List<Name> names, Random random) {
    StringBuilder text = new StringBuilder();
    Script before = null;
    for (Name name : names) {
      if (before != null && (before == name.script() || random.nextBoolean())) {
        text.append(' ');
      }
      text.append(name.text());
      before = name.script();
    }
    return text.toString();
  }
}
