package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of words, of contents and of queries, with how far behind the first they stand. */
class WordPartsTest {
  @ParameterizedTest
  @CsvSource({
    "hello, '', ''",
    "Hello, '', ''",
    "HTTP, '', ''",
    "42, '', ''",
    "99.50, '', ''",
    "www.example.com, www www.example example>1 example.com>1 com>1,"
        + " www www.example example>1 example.com>1 com>1",
    "user_name, user name, user name",
    "_user_name, user user_name name, user user_name name",
    "__init__, init, init",
    "10.6.0, 10.6 6.0>1, 10 10.6 6>1 6.0>1 0>1",
    "v10.6, v10 10.6 6, v10 10 10.6 6",
    "v10.6.0, v10 v10.6 10.6 10.6.0 6>1 6.0>1 0>1, v10 v10.6 10 10.6 10.6.0 6>1 6.0>1 0>1",
    "1.5GB, 1 5GB, 1 1.5 5GB GB",
    "10.6.0rc1, 10 10.6 6>1 6.0rc1>1 0rc1>1, 10 10.6 10.6.0 6>1 6.0>1 6.0rc1>1 0rc1>1",
    "getUserName, '', get getUser User UserName Name",
    "ConcurrentHashMap, '', Concurrent ConcurrentHash Hash HashMap Map",
    "parseHTTPResponse2, ''," + " parse parseHTTP HTTP HTTPResponse2 Response Response2",
    "HTTPServer, '', HTTP Server",
    "iPhone, '', Phone",
    "dQw4w9WgXcQ, '', Qw4w9Wg Xc",
    "error404, '', error 404",
    "report2024final, '', report 2024 final",
    "1920x1080, '', 1920 1080",
    "16GB, '', 16 GB",
    "8GB, '', GB",
    "500ms, '', 500 ms",
    "1080p, '', 1080",
    "2nd, '', ''",
    "0x1F, '', ''",
    "550e8400, '', ''",
    "E1234, '', 1234",
    "utf8, '', ''",
    "d41d8cd9, '', ''",
    "don't, '', ''",
    "O'Brien, Brien, Brien",
    "l’été, été, été",
    "1.2.3.4.5.6.7.8.9, 1.2 2.3>1 3.4>2 4.5>3 5.6>4 6.7>5 7.8>6 8.9>7,"
        + " 1 1.2 2>1 2.3>1 3>2 3.4>2 4>3 4.5>3 5>4 5.6>4 6>5 6.7>5 7>6 7.8>6 8>7 8.9>7 9>7",
  })
  void partsOf(String word, String ofQuery, String ofContent) {
    assertThat(String.join(" ", parts(word, WordParts.Of.QUERY))).isEqualTo(ofQuery);
    assertThat(parts(word, WordParts.Of.CONTENT)).containsExactlyElementsOf(words(ofContent));
  }

  @ParameterizedTest
  @CsvSource({
    "hello, ''",
    "user_name, ''",
    "__init__, ''",
    "getUserName, ''",
    "v10.6, ''",
    "_user_name, user_name",
    "www.example.com, www.example example.com>1",
    "10.6.0, 10.6 6.0>1",
    "v10.6.0, v10.6 6.0>1"
  })
  void whatTellsTheWholeInAPhrase(String word, String ofPhrase) {
    assertThat(parts(word, WordParts.Of.PHRASE)).containsExactlyElementsOf(words(ofPhrase));
  }

  /** Whatever else is in the word, there is a pair at each place: phrases go on behind it. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "1", "getUserName2024", "v10", "O'Brien", "aaBbCcDdEeFfGg"})
  void ofAHostileWordThereAreNoMoreThanThat(String piece) {
    String word = (piece + ".").repeat(255) + piece;
    List<String> content = parts(word, WordParts.Of.CONTENT);
    assertThat(content)
        .hasSizeBetween(WordParts.PIECES_MAX * 2 - 1, WordParts.PARTS_MAX)
        .containsAll(parts(word, WordParts.Of.PHRASE));
    assertThat(parts(word, WordParts.Of.PHRASE)).hasSize(WordParts.PIECES_MAX - 1);
    assertThat(content).last().asString().endsWith(">" + (WordParts.PIECES_MAX - 2));
  }

  private static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
  }

  private static List<String> parts(String word, WordParts.Of use) {
    WordParts parts = new WordParts(use);
    parts.find(word.toCharArray(), word.length());
    List<String> found = new ArrayList<>();
    for (int part = 0; part < parts.count(); part++) {
      String text = word.substring(parts.start(part), parts.end(part));
      found.add(parts.place(part) == 0 ? text : text + ">" + parts.place(part));
    }
    return found;
  }
}
