package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is remembered of edited messages, for how long, and what is forgotten at once. */
class EditedMessagesTest {
  private static final UserId USER = new UserId("u");

  private final AtomicLong nanos = new AtomicLong();
  private final EditedMessages edited = new EditedMessages(nanos::get);
  private final Corpus corpus = Corpus.inMemory();

  private MessageRow row(String user, String content) {
    return corpus.unindexed(user, "s", Role.USER, content, 0);
  }

  private static List<String> contents(List<MessageRow> rows) {
    return rows.stream().map(row -> row.message().content()).toList();
  }

  @Test
  void aMessageIsToldAsItWasAtAnOffset() {
    MessageRow first = row("u", "first"); // at 0
    MessageRow other = row("w", "other"); // at 1
    edited.add(first, 2);
    edited.add(other, 3);
    edited.add(row("u", "first again"), 5); // came into being at 2, whatever it says
    edited.add(first, 6);
    assertThat(contents(edited.asOf(1, null))).containsExactly("first", "other");
    assertThat(contents(edited.asOf(1, USER))).containsExactly("first");
    assertThat(contents(edited.asOf(2, null))).containsExactly("other", "first again", "first");
    assertThat(contents(edited.asOf(0, null))).containsExactly("first");
    assertThat(edited.asOf(6, null)).isEmpty();
    assertThat(edited.last()).isEqualTo(6);
  }

  @Test
  void onlySoManyAreRememberedInSoManyBytesForSoLong() {
    for (int edit = 0; edit < EditedMessages.TEXTS_MAX; edit++) {
      edited.add(row("u", "m" + edit), 10_000 + edit);
    }
    assertThat(edited.asOf(9_999, null)).hasSize(EditedMessages.TEXTS_MAX);
    edited.add(row("u", "one more"), 20_000);
    List<MessageRow> rest = edited.asOf(9_999, null);
    assertThat(rest).hasSize(EditedMessages.TEXTS_MAX);
    assertThat(contents(rest)).doesNotContain("m0").contains("m1", "one more");

    nanos.set(EditedMessages.AGE_MAX.toNanos());
    edited.add(row("u", "x".repeat(EditedMessages.BYTES_MAX / 4)), 20_001);
    assertThat(edited.asOf(20_000, null)).hasSize(1);
    nanos.incrementAndGet();
    assertThat(edited.asOf(9_999, null)).hasSize(1);
    edited.add(row("u", "x".repeat(EditedMessages.BYTES_MAX / 4)), 20_002);
    assertThat(edited.asOf(9_999, null)).as("two of half the bytes and more").hasSize(1);
    edited.add(row("u", "x".repeat(EditedMessages.BYTES_MAX / 2)), 20_003);
    assertThat(edited.asOf(9_999, null)).as("one of all the bytes and more").isEmpty();
  }

  @Test
  void whatIsDeletedIsForgottenAtOnce() {
    Corpus talk = Corpus.inMemory();
    MessageRow gone = talk.say("u", "s", Role.USER, "plum", 0);
    MessageRow session = talk.say("u", "t", Role.USER, "plum", 0);
    MessageRow user = talk.say("w", "s", Role.USER, "plum", 0);
    MessageRow stays = talk.say("u", "s", Role.USER, "plum", 0);
    MessageRow hidden = talk.say("u", "h", Role.USER, "plum", 0);
    long before = talk.end();
    for (MessageRow row : List.of(gone, session, user, stays, hidden)) {
      talk.edit(row, "pear");
    }
    assertThat(found(talk, before)).isEqualTo(5);
    talk.delete(gone);
    talk.index.deleteSession(session.message().owner(), session.message().session());
    talk.index.deleteUser(user.message().owner());
    assertThat(found(talk, before)).isEqualTo(2);
    talk.change("u", "h", "web", null, SessionStatus.DELETED);
    assertThat(found(talk, before)).isEqualTo(1);
  }

  /** How many are counted as of an offset, whatever the rows say. */
  private static long found(Corpus talk, long offset) {
    talk.index.refresh();
    return talk.index
        .search(null, Corpus.query("plum").asOf(Positions.of(new Position(0, offset))), null, talk)
        .total();
  }

  @Test
  void aViewTellsWhetherItMayHaveSeenAnEdit() {
    Corpus talk = Corpus.inMemory();
    MessageRow row = talk.say("plum");
    assertThat(talk.index.show(0, 0)).isZero();
    assertThat(talk.index.sawEditsBehind(0)).isFalse();
    talk.edit(row, "pear");
    assertThat(talk.index.sawEditsBehind(0)).as("no view was opened since").isFalse();
    talk.index.refresh();
    assertThat(talk.index.sawEditsBehind(0)).isTrue();
    assertThat(talk.index.sawEditsBehind(1)).isFalse();
  }
}
