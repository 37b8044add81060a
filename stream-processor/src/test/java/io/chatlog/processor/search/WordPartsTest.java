package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of words, of contents and of queries. */
class WordPartsTest {
  @ParameterizedTest
  @CsvSource({
    "hello, '', ''",
    "Hello, '', ''",
    "HTTP, '', ''",
    "42, '', ''",
    "99.50, '', ''",
    "www.example.com, www example com, www example com",
    "user_name, user name, user name",
    "__init__, init, init",
    "10.6.0, 10.6 6.0, 10 10.6 6 6.0 0",
    "v10.6.0, v10 10.6 10.6.0 6 6.0 0, v10 10 10.6 10.6.0 6 6.0 0",
    "getUserName, '', get User Name",
    "HTTPServer, '', HTTP Server",
    "iPhone, '', Phone",
    "error404, '', error 404",
    "E1234, '', 1234",
    "utf8, '', ''",
    "d41d8cd9, '', ''",
    "don't, '', ''",
    "O'Brien, Brien, Brien",
    "l’été, été, été",
    "1.2.3.4.5.6.7.8.9, 1.2 2.3 3.4 4.5 5.6 6.7 7.8 8.9,"
        + " 1 1.2 2 2.3 3 3.4 4 4.5 5 5.6 6 6.7 7 7.8 8 8.9",
  })
  void partsOf(String word, String ofQuery, String ofContent) {
    assertThat(String.join(" ", parts(word, WordParts.Of.QUERY))).isEqualTo(ofQuery);
    List<String> parts = parts(word, WordParts.Of.CONTENT);
    assertThat(parts).hasSizeLessThanOrEqualTo(WordParts.PARTS_MAX);
    assertThat(parts).containsExactlyElementsOf(words(ofContent));
  }

  private static List<String> words(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(" "));
  }

  private static List<String> parts(String word, WordParts.Of use) {
    WordParts parts = new WordParts(use);
    parts.find(word.toCharArray(), word.length());
    List<String> found = new ArrayList<>();
    for (int part = 0; part < parts.count(); part++) {
      found.add(word.substring(parts.start(part), parts.end(part)));
    }
    return found;
  }
}
