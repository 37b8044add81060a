package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tells a repeated message from another one, kept or made from the row. */
final class MessageFingerprintTest {
  private static final UserId ANN = new UserId("ann");
  private static final SessionId CHAT = new SessionId("chat");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  @BeforeEach
  void make() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "chat", "web"));
  }

  private Event post(
      String id,
      String content,
      @Nullable String author,
      @Nullable Long time,
      @Nullable String metadata,
      float @Nullable [] embedding) {
    return events.of(
        "ann",
        new PostMessage(
            CHAT, new MessageId(id), Role.USER, content, author, time, metadata, embedding, null));
  }

  private MessageRow row(String id) {
    return partition.rows().message(ANN, CHAT, new MessageId(id));
  }

  private Decision apply(Event event) {
    return partition.apply(event).decision();
  }

  @Test
  void isMadeFromTheMessageHoweverItWasPosted() {
    for (Event event :
        new Event[] {
          post("plain", "hello", null, null, null, null),
          post("all", "größe 💬", "bot", 5L, "{\"a\": 1.50}", null),
          post("empty", "hello", null, null, "{}", null),
          post("received", "hello", null, 1_700_000_000_007_000L, null, null)
        }) {
      PostMessage post = (PostMessage) event.payload();
      apply(event);

      MessageFingerprint fingerprint = row(post.messageId().value()).fingerprint();
      assertThat(fingerprint.number()).as("nothing is kept").isZero();
      assertThat(fingerprint.value()).isEqualTo(Fingerprint.of(post));
      assertThat(fingerprint).isEqualTo(MessageFingerprint.of(Fingerprint.of(post)));
      assertThat(apply(event)).isInstanceOf(Decision.Duplicate.class);
    }
    assertThat(apply(post("plain", "hello", null, null, "{}", null)))
        .isInstanceOf(Decision.Rejected.class);
    assertThat(apply(post("plain", "hello", null, 5L, null, null)))
        .isInstanceOf(Decision.Rejected.class);
    assertThat(apply(post("all", "größe 💬", null, 5L, "{\"a\": 1.50}", null)))
        .isInstanceOf(Decision.Rejected.class);
  }

  @Test
  void isKeptOfAVectorAndOnceTheMessageIsEdited() {
    Event vector = post("v", "hello", null, null, null, new float[] {1, 0});
    apply(vector);
    assertThat(row("v").fingerprint().form()).isEqualTo(MessageFingerprint.STORED);
    assertThat(apply(vector)).isInstanceOf(Decision.Duplicate.class);

    Event plain = post("m", "hello", null, null, null, null);
    apply(plain);
    apply(events.patchMessage("ann", "chat", "m", "{\"content\":\"changed\"}", null));
    assertThat(row("m").fingerprint().form()).isEqualTo(MessageFingerprint.STORED);
    assertThat(apply(plain)).isInstanceOf(Decision.Duplicate.class);
    assertThat(apply(post("m", "changed", null, null, null, null)))
        .isInstanceOf(Decision.Rejected.class);
  }
}
