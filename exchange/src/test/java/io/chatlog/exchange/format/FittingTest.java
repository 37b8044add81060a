package io.chatlog.exchange.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Turn;
import io.chatlog.value.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FittingTest {
  private static final TextLimits LIMITS = new TextLimits(5, 10, 20);

  private final Heard heard = new Heard();
  private final Fitting fitting = new Fitting(heard, LIMITS);

  private Conversation titled(@Nullable String title, @Nullable String metadata) {
    fitting.begin(new Conversation("s", title, null, metadata, null, null));
    fitting.end();
    return heard.conversations.getLast();
  }

  private List<Turn> said(String content, @Nullable String metadata) {
    heard.turns.clear();
    fitting.begin(new Conversation("s", null, null, null, null, null));
    fitting.turn(new Turn("m", Role.USER, content, 1L, "a", metadata));
    fitting.end();
    return heard.turns;
  }

  @Test
  void aTitleAtTheLimitStaysAndOnePastItIsCut() {
    assertThat(titled("🚀🚀🚀🚀🚀", null).title()).isEqualTo("🚀🚀🚀🚀🚀");
    Conversation cut = titled("🚀🚀🚀🚀🚀\"", "{\"a\":1}");
    assertThat(cut.title()).isEqualTo("🚀🚀🚀🚀🚀");
    assertThat(cut.metadataJson()).isEqualTo("{\"a\":1,\"full_title\":\"🚀🚀🚀🚀🚀\\\"\"}");
    assertThat(titled(" ", null).title()).isNull();
    assertThat(titled("      x", null).title()).isNull();
  }

  @Test
  void aContentAtTheLimitStaysAndOnePastItIsSplit() {
    assertThat(said("0123456789", null)).extracting(Turn::content).containsExactly("0123456789");
    List<Turn> parts = said("0123456789x", "{\"a\":1}");
    assertThat(parts).extracting(Turn::content).containsExactly("0123456789", "x");
    assertThat(parts)
        .extracting(Turn::metadataJson)
        .containsExactly("{\"a\":1,\"part\":1,\"parts\":2}", "{\"a\":1,\"part\":2,\"parts\":2}");
    assertThat(parts).extracting(Turn::id).doesNotHaveDuplicates().startsWith("m");
    assertThat(parts).isEqualTo(said("0123456789x", "{\"a\":1}"));
  }

  @Test
  void bytesCountToo() {
    assertThat(said("🚀🚀🚀🚀🚀", null)).hasSize(1);
    assertThat(said("🚀🚀🚀🚀🚀x", "{}"))
        .extracting(Turn::content)
        .containsExactly("🚀🚀🚀🚀🚀", "x");
    assertThat(heard.turns.getFirst().metadataJson()).isEqualTo("{\"part\":1,\"parts\":2}");
  }
}
