package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small corpora of scripts that a search easily gets wrong, and which of their messages it finds.
 */
class CorporaTest {
  private static final List<String> CJK =
      List.of(
          "明天上午十点在北京大学开会，请带上笔记本电脑。",
          "东京的天气预报说周末会下雨。",
          "東京タワーの展望台から富士山が見えました。",
          "ﾃﾞｰﾀﾍﾞｰｽのバックアップを取ってください。",
          "안녕하세요, 내일 회의는 서울에서 열립니다.",
          "데이터베이스 서버를 다시 시작했습니다.",
          "大学の図書館は北京にもあります。");

  private static final List<String> MIXED =
      List.of(
          "Kafka를 사용해서 로그를 저장합니다",
          "2024년 12월 25일에 배포했다",
          "API서버가 5초만에 죽었다",
          "iPhone15프로는 3만원 더 비싸다",
          "Kafkaброкер упал в 10часов",
          "东京333mで最も高いTower",
          "Das ΔT beträgt 5Ω");

  private static final List<String> ARABIC =
      List.of(
          "قرأتُ كِتابًا جديدًا عن تاريخ بغداد",
          "الكتاب على الطاولة في المكتبة",
          "أحمد يسافر إلى القاهرة غدًا",
          "سيصل القطار السريع إلى المحطة في الساعة ٣",
          "مــرحــبــا بكم في الاجتماع",
          "شكرا جزيلا يا إيمان");

  private static final List<String> EMOJI =
      List.of(
          "ship it 🚀🚀",
          "great work 👍🏽 team",
          "great work 👍 everyone",
          "the whole family 👨‍👩‍👧‍👦 is here",
          "moving to 🇯🇵 in May",
          "moving to 🇩🇪 in June",
          "I ❤️ this, really");

  private static final List<String> CODE =
      List.of(
          "java.lang.NullPointerException: Cannot invoke \"String.length()\" because \"name\" is"
              + " null",
          "def parse_http_header(raw_bytes): return raw_bytes.decode('latin-1')",
          "SELECT user_id, COUNT(*) FROM chat_messages WHERE created_at >= '2024-01-01'",
          "curl -X POST https://api.example.com/v1/users?limit=100 -H 'Accept: application/json'",
          "getUserById(42) returns Optional<UserProfile>",
          "sudo apt-get install libssl-dev=3.0.2-0ubuntu1.15",
          "C:\\Program Files\\Chatlog\\bin\\chatlog.exe exits with 0xC0000005",
          "std::vector<int>::push_back is amortised O(1)",
          "a.b.sub_module.ClassName reads 16GB in 500ms from 10.6.0.1, as ada@mail.example.org",
          "ConcurrentHashMap in java.util.concurrent, see https://docs.example.com:8443/v2");

  private static void finds(List<String> corpus, String query, String numbers) {
    Corpus said = Corpus.inMemory();
    corpus.forEach(said::say);
    List<Integer> found = said.find(query).stream().map(corpus::indexOf).toList();
    List<Integer> wanted =
        numbers == null
            ? List.of()
            : List.of(numbers.split(" ")).stream().map(Integer::valueOf).toList();
    if (query.contains("+") || query.contains("\"")) {
      assertThat(found).as(query).containsExactlyInAnyOrderElementsOf(wanted);
    } else {
      // words are OR-ed: what holds parts of them comes behind
      assertThat(found).as(query).hasSizeGreaterThanOrEqualTo(wanted.size());
      assertThat(found.subList(0, wanted.size()))
          .as(query)
          .containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "+北京 | 0 6",
        "+北京大学 | 0",
        "\"大学开会\" | 0",
        "+笔记本 | 0",
        "+天气 | 1",
        "+東京 | 2",
        "+富士山 | 2",
        "タワー | 2",
        "データベース | 3",
        "ﾊﾞｯｸｱｯﾌﾟ | 3",
        "+バックアップ -富士山 | 3",
        "회의 | 4",
        "데이터베이스 | 5",
        "+서버 +시작 | 5",
        "+図書館 | 6",
        "+上海 | ``"
      })
  void chineseJapaneseAndKorean(String query, String numbers) {
    finds(CJK, query, numbers.isEmpty() ? null : numbers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "+kafka | 0 4",
        "+kafka -брокер | 0",
        "\"Kafka를 사용해서 로그\" | 0",
        "+2024 | 1",
        "+2024년 | 1",
        "\"12월 25일\" | 1",
        "\"25일에 배포\" | 1",
        "+서버 +API | 2",
        "\"API서버가 5초\" | 2",
        "+5초 | 2",
        "+iPhone15 | 3",
        "+만원 | 3",
        "프로 | 3",
        "+брокер | 4",
        "+10 +часов | 4",
        "+333m | 5",
        "+tower | 5",
        "+δ | 6",
        "+ΔT | 6"
      })
  void scriptsThatMeetWithoutASpace(String query, String numbers) {
    finds(MIXED, query, numbers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "كتابا | 0",
        "الكتاب | 1",
        "اَلْكِتَاب | 1",
        "كتا* | 0",
        "احمد | 2",
        "القاهرة | 2",
        "+القطار +المحطة | 3",
        "٣ | 3",
        "مرحبا | 4",
        "\"القطار السريع\" | 3",
        "ايمان | 5",
        "+بغداد -الكتاب | 0"
      })
  void arabic(String query, String numbers) {
    finds(ARABIC, query, numbers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "🚀 | 0",
        "👍🏽 | 1",
        "+great +👍 | 2",
        "👨‍👩‍👧‍👦 | 3",
        "🇯🇵 | 4",
        "🇩🇪 | 5",
        "+moving -🇩🇪 | 4",
        "❤️ | 6",
        "\"work 👍\" | 2"
      })
  void emoji(String query, String numbers) {
    finds(EMOJI, query, numbers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "java.lang.NullPointerException | 0",
        "nullpointer* | 0",
        "\"String.length()\" | 0",
        "parse_http_header | 1",
        "+http +header | 1",
        "latin-1 | 1",
        "chat_messages | 2",
        "+created_at | 2",
        "\"2024-01-01\" | 2",
        "https://api.example.com/v1/users?limit=100 | 3",
        "api.example.com | 3",
        "+example.com | 3 9",
        "+example.com -docs.example.com | 3",
        "\"NullPointerException: Cannot\" | 0",
        "+java.lang | 0",
        "+java.util | 9",
        "+sub_module.ClassName | 8",
        "+example.org | 8",
        "+10.6.0 | 8",
        "+GB +500 | 8",
        "+hashmap | 9",
        "application/json | 3",
        "getUserById | 4",
        "+userprofile | 4",
        "apt-get | 5",
        "libssl-dev | 5",
        "3.0.2-0ubuntu1.15 | 5",
        "chatlog.exe | 6",
        "0xC0000005 | 6",
        "\"Program Files\" | 6",
        "std::vector<int>::push_back | 7",
        "push_back | 7",
        "\"O(1)\" | 7"
      })
  void code(String query, String numbers) {
    finds(CODE, query, numbers);
  }
}
