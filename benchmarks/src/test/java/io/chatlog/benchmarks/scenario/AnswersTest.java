package io.chatlog.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.scenario.SearchBesideLucene.Words;
import org.junit.jupiter.api.Test;

/** What counts as an answer, and what is asked of Lucene in place of a request. */
class AnswersTest {
  @Test
  void itemsRowsAndCountsSaySomething() throws JsonProcessingException {
    assertThat(says("{\"items\":[{\"id\":1}],\"next_cursor\":null}")).isTrue();
    assertThat(says("{\"total_messages\":3,\"first_activity\":null}")).isTrue();
    assertThat(says("{\"message_count\":3}")).isTrue();
    assertThat(says("[{\"count\":\"5\",\"min\":null}]")).isTrue();
    assertThat(says("[{\"id\":7,\"content\":\"x\"}]")).isTrue();
    assertThat(says("[{\"count\":0},{\"count\":0}]")).isTrue();
  }

  @Test
  void nothingDoesNot() throws JsonProcessingException {
    assertThat(says("{\"items\":[],\"next_cursor\":null}")).isFalse();
    assertThat(says("{\"total_messages\":0,\"days\":30}")).isFalse();
    assertThat(says("[]")).isFalse();
    assertThat(says("[{\"count\":0,\"min\":null}]")).isFalse();
    assertThat(says("{}")).isFalse();
  }

  @Test
  void theWordsOfARequestAreThoseOfItsQuery() {
    assertThat(Words.of(Request.get("/v1/users/user-3/search?highlight=true&q=wireless+card")))
        .isEqualTo(new Words("user-3", "wireless card"));
    assertThat(Words.of(Request.get("/v1/search?highlight=false&q=wireless+card")))
        .isEqualTo(new Words(null, "wireless card"));
  }

  @Test
  void whatOtherLoadsTakeIsTakenOff() {
    Cost whole = new Cost(3_000, 900, 2_000);
    Cost writes = new Cost(4_000, 400, 4_000);
    assertThat(whole.without(writes)).isEqualTo(new Cost(1_000, 700, 2_000));
    assertThat(new Cost(1_000, 0, 2_000).without(writes)).isEqualTo(new Cost(-1_000, -200, 2_000));
  }

  private static boolean says(String json) throws JsonProcessingException {
    return Answers.saysSomething(new ObjectMapper().readTree(json));
  }
}
