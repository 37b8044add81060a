package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words find which contents. */
final class WordsFoundTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // English
        "I am running the installers | run",
        "a run | running",
        "it was installed | installation",
        "the user's connections | user connect",
        "KERNEL panic | kernel",
        "running | runni*",
        "installation | install*",
        "installation | \"installation\"",
        "don't do that | don't",
        // other Latin scripts
        "Müller wohnt in der Straße | muller",
        "Müller wohnt in der Straße | STRASSE",
        "Mu\u0308ller, decomposed | Müller",
        "Müller, composed | Mu\u0308ller",
        "São Paulo, façade, œuvre, Łódź | sao facade oeuvre lodz",
        "İstanbul | istanbul",
        "ﬁnance ｆｕｌｌ | +finance +full",
        // Cyrillic, Greek, Hebrew, Arabic, Hindi, Thai
        "Ёлка в лесу | елка",
        "ΟΔΟΣ | οδός",
        "שָׁלוֹם | שלום",
        "قرأت اَلْكِتَابُ أمس | الكتاب",
        "أحمد | احمد",
        "हिन्दी में | हिन्दी",
        "สวัสดีครับ | สวัสดี*",
        "แมวกินปลา | กิน",
        "แมวกินปลา | +กินปลา",
        "พูดภาษาไทย | \"ภาษา\"",
        "ဗမာစာသင် | စာသင်",
        "یک کتاب | يك",
        "ten كيك | کیک",
        "می\u200cخواهم | میخواهم",
        "a soft\u00adhyphen | softhyphen",
        "made with ❤\ufe0f | ❤",
        "l'été est là | été",
        "d’Artagnan's | artagnan",
        // digits of other scripts
        "phone ٠١٢٣٤٥ | 012345",
        "phone 98765 | ٩٨٧٦٥",
        "year ۱۴۰۳ | 1403",
        "१२३४५ है | 12345",
        "price ٣٫١٤ | 3.14",
        "３４５６ | 3456",
        "pays 2,345,678.90 | 2345678.90",
        "pays 12345 | 12,345",
        "pays ١٢٬٣٤٥ | 12345",
        "of 1,23,4 | 1,23,4",
        // Chinese, Japanese, Korean
        "我在北京大学读书 | 北京",
        "我在北京大学读书 | +北京大学",
        "我在北京大学读书 | \"大学读书\"",
        "我有一只猫咪 | 猫",
        "東京タワーに行きました | タワー",
        "ﾊﾝｶｸ | ハンカク",
        "ひらがなです | がな",
        "안녕하세요 세계 | 안녕",
        "안녕하세요 세계 | +세계",
        "안녕하세요 세계 | \"하세요 세계\"",
        "请开会，带上电脑 | \"开会，带上\"",
        // scripts that meet without a space
        "Kafka를 사용해서 | Kafka",
        "Kafka를 사용해서 | +Kafka",
        "Kafka를 사용해서 | \"kafka\"",
        "Kafka를 사용해서 | kafka*",
        "Kafka를 사용해서 | +Kafka를",
        "Kafka를 사용해서 | \"Kafka를 사용\"",
        "Kafka를 사용해서 | kafak~",
        "2024년 12월 25일에 | 2024",
        "2024년 12월 25일에 | +년",
        "2024년 12월 25일에 | 2024년",
        "2024년 12월 25일에 | +25일",
        "2024년 12월 25일에 | \"12월 25일\"",
        "API서버가 5초만에 죽었다 | +API",
        "API서버가 5초만에 죽었다 | +서버",
        "API서버가 5초만에 죽었다 | +5초",
        "API서버가 5초만에 죽었다 | \"서버가 5초\"",
        "iPhone15프로 | +iPhone15",
        "iPhone15프로 | 프로",
        "3만원 | +만원",
        "서버_api를 | +서버",
        "Kafkaброкер | Kafka",
        "Kafkaброкер | +брокер",
        "Kafkaброкер | брок*",
        "הAPI שלנו | +api",
        "الAPI هنا | +api",
        "333mで走る | 333",
        // emoji
        "well done 👍🏽 | 👍🏽",
        "the 👨‍👩‍👧 is here | 👨‍👩‍👧",
        // code and names
        "see www.example.com/path?a=1 | example",
        "see www.example.com/path?a=1 | www.example.com",
        "set user_name to null | user_name",
        "set user_name to null | name",
        "java.lang.NullPointerException: foo | nullpointer*",
        "foo->bar(baz[3]) | +bar +baz",
        "nick:hello | hello",
        "C:\\Users\\ada\\file.txt | \"users ada\"",
        "version 10.6.0 | 10.6.0",
        "version 10.6.0 | 10.6",
        "at 192.168.1.17 | 168.1",
        "at 192.168.1.17 | 17",
        "is v11.7.3 out | 11.7.3",
        "is v11.7.3 out | v11.7.3",
        "call getUserName() | getusername",
        "call getUserName() | user",
        "raised HTTPServerError | server",
        "error404 again | 404",
        "error404 again | error",
        "INV2024 is paid | 2024",
        "mail ada@example.com | ada",
        "at https://www.example.com:8443/a | +example.com",
        "at https://www.example.com:8443/a | \"example.com\"",
        "at https://www.example.com:8443/a | +www.example.com",
        "at https://www.example.com:8443/a | \"at https://www.example\"",
        "run foo_bar.sh | +foo_bar",
        "run foo_bar.sh | +bar.sh",
        "is java.util.concurrent.X | +java.util",
        "is java.util.concurrent.X | \"util.concurrent.X\"",
        "is java.util.concurrent.X | \"is java\"",
        "java.util.concurrent.X is | \"concurrent.X is\"",
        "java.util.concurrent.X is | util.concur*",
        "a.b.sub_module.ClassName | +sub_module.ClassName",
        "a.b.sub_module.ClassName | +b.sub_module",
        "x@mail.example.org | +example.org",
        "at 192.168.1.7 now | +192.168.1",
        "at 192.168.1.7 now | \"at 192.168.1.7 now\"",
        "is v10.6.0.1 out | +10.6.0",
        "16GB of RAM | 16",
        "16GB of RAM | +GB",
        "16GB of RAM | \"GB of\"",
        "took 500ms | 500",
        "in 1080p | 1080",
        "1920x1080 | 1080",
        "report2024final | 2024",
        "a ConcurrentHashMap here | HashMap",
        "parseHTTPResponse2(x) | response",
        "parseHTTPResponse2(x) | parsehttp",
        "sudo apt-get install | +apt-get",
        "kernel panic | kernle~",
        "kernel panic | +panik~ +kernel"
      })
  void finds(String content, String query) {
    Corpus corpus = Corpus.inMemory();
    corpus.say(content);
    corpus.say("nothing of the kind");
    assertThat(corpus.find(query)).first().isEqualTo(content);
    assertThat(corpus.page("u", Corpus.query(query)).hits().getFirst().highlights())
        .isNotEmpty()
        .allMatch(highlight -> highlight.contains("<em>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kernel panic | pan",
        "kernel panic | -panic",
        "kernel panic | +kernel +oops",
        "kernel panic | \"panic kernel\"",
        "kernel and panic | \"kernel panic\"",
        "京北 | 北京",
        "大学北京 | +北京大学",
        "apt and get | +apt-get",
        "apt get | -apt-get",
        "kernel panic | unrelated~",
        "हिन्दी | हन्द",
        "หมากินข้าว | แมว",
        "costs 3.5 | 5",
        "foo.com and example.org | +example.com",
        "example and com | +example.com",
        "www.example.com | -example.com",
        "www.example.com | +www.com",
        "www.example.com | \"com example\"",
        "10 6 0 | +10.6.0",
        "1.10.6 and 6.0 | +10.6.0",
        "서버 API | +API서버",
        "2nd | nd",
        "of 1,23,456 | 123456",
        "of 1234,567 | 1234567",
        "of 1,2,3 | 123",
        "costs 3 or 5 | 3.5",
        "you | YouTube",
        "don't | don",
        "they'll | ll",
        "anything | ",
        "anything | !!!"
      })
  void doesNotFind(String content, String query) {
    Corpus corpus = Corpus.inMemory();
    corpus.say(content);
    assertThat(corpus.find(query == null ? "" : query)).isEmpty();
  }

  @Test
  void phrasesOfFrequentWordsAreFoundWhole() {
    Corpus corpus = Corpus.inMemory();
    corpus.say("to be or not to be, that is the question");
    corpus.say("to be or to be not");
    corpus.say("be to not or");
    assertThat(corpus.find("\"to be or not to be\""))
        .containsExactly("to be or not to be, that is the question");
  }

  @Test
  void anExcludedNameExcludesWhatHasAllOfItsPieces() {
    Corpus corpus = Corpus.inMemory();
    corpus.say("https://www.example.com/a");
    corpus.say("https://other.com");
    corpus.say("an example");
    corpus.say("Kafka를 사용해서");
    assertThat(corpus.find("-example.com"))
        .containsExactly("https://other.com", "an example", "Kafka를 사용해서");
    assertThat(corpus.find("-kafka +com")).hasSize(2);
    assertThat(corpus.find("-kafka")).hasSize(3);
  }

  @Test
  void excludedWordsAloneFindTheRest() {
    Corpus corpus = Corpus.inMemory();
    corpus.say("kernel panic");
    corpus.say("all is well");
    corpus.say("kernel is well");
    assertThat(corpus.find("-panic")).containsExactly("all is well", "kernel is well");
    assertThat(corpus.find("-\"is well\" -nothing")).containsExactly("kernel panic");
    assertThat(corpus.page("u", Corpus.query("-panic")).hits())
        .allMatch(hit -> hit.relevance() == 0 && hit.highlights().isEmpty());
  }

  @Test
  void longContentsAndImmenseWordsAreIndexedAndFound() {
    Corpus corpus = Corpus.inMemory();
    String immense = "x".repeat(100_000);
    String many = "lorem ipsum ".repeat(8_000) + "needle " + "dolor ".repeat(500);
    String stars = "ﷺ".repeat(50_000);
    String scripts = "aб가".repeat(33_000);
    corpus.say(immense);
    corpus.say(many);
    corpus.say(stars);
    corpus.say(scripts);
    corpus.say("\ud800 lone \udc00 surrogates");
    assertThat(corpus.find("needle")).containsExactly(many);
    assertThat(corpus.page("u", Corpus.query("needle")).hits().getFirst().highlights())
        .singleElement()
        .asString()
        .contains("<em>needle</em>")
        .hasSizeLessThan(250);
    assertThat(corpus.find("xxx*")).containsExactly(immense);
    assertThat(corpus.find("surrogates")).hasSize(1);
    assertThat(corpus.find("+가a")).containsExactly(scripts);
    assertThat(corpus.index.messages()).isEqualTo(5);
  }

  @Test
  void aMessageAppliedTwiceIsOneAndADeletedOneIsGone() {
    Corpus corpus = Corpus.inMemory();
    var row = corpus.say("once");
    corpus.index.apply(row);
    assertThat(corpus.index.messages()).isEqualTo(1);
    assertThat(corpus.find("once")).isEqualTo(List.of("once"));
    corpus.delete(row);
    assertThat(corpus.find("once")).isEmpty();
    assertThat(corpus.index.messages()).isZero();
  }
}
