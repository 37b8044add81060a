package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.MessageFingerprint;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.testkit.Events;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowDifferenceTest {
  private static Optional<RowDifference> between(RejectionRow expected, RejectionRow found) {
    return RowDifference.of(
        Keys.rejection(7), RowCodecs.REJECTION.encode(expected), RowCodecs.REJECTION.encode(found));
  }

  @Test
  void theWordsOfARefusalAreNoDifference() {
    UserId ada = new UserId("ada");
    RejectionRow row = new RejectionRow(ErrorCode.SESSION_NOT_FOUND, "no session", ada);
    assertThat(between(row, new RejectionRow(row.code(), "it is deleted", ada))).isEmpty();
    assertThat(between(row, new RejectionRow(ErrorCode.USER_NOT_FOUND, row.detail(), ada)))
        .map(RowDifference::expected)
        .contains("code = SESSION_NOT_FOUND");
    assertThat(between(row, new RejectionRow(row.code(), row.detail(), new UserId("bob"))))
        .isPresent();
  }

  @Test
  void aFingerprintThatIsKeptIsNoDifferenceToOneThatIsMade() {
    MapPartition partition = new MapPartition();
    Events events = new Events();
    partition.apply(events.user("ada"));
    partition.apply(events.session("ada", "s", "web"));
    partition.apply(events.message("ada", "s", "m", Role.USER, "hello"));
    UserId ada = new UserId("ada");
    SessionId session = new SessionId("s");
    MessageRow row = partition.rows().message(ada, session, new MessageId("m"));
    long fingerprint = row.fingerprint().value();

    byte[] now = RowCodecs.MESSAGE.encode(row);
    byte[] first = RowCodecs.MESSAGE.encode(kept(row, fingerprint));
    byte[] ofBefore = Arrays.copyOf(first, first.length - 1); // which ends before the form
    assertThat(RowCodecs.MESSAGE.decode(ofBefore).fingerprint().value()).isEqualTo(fingerprint);
    assertThat(now.length).isLessThanOrEqualTo(ofBefore.length - 7);
    assertThat(RowDifference.of(Keys.message(ada, session, 1), now, ofBefore)).isEmpty();
    assertThat(
            RowDifference.of(
                Keys.message(ada, session, 1),
                now,
                RowCodecs.MESSAGE.encode(kept(row, fingerprint + 1))))
        .map(RowDifference::found)
        .contains("fingerprint = " + (fingerprint + 1));
  }

  @Test
  void anIdThatTheEventGaveIsKeptOnce() {
    MapPartition partition = new MapPartition();
    Events events = new Events();
    partition.apply(events.user("ada"));
    partition.apply(events.session("ada", "s", "web"));
    Event said = events.message("ada", "s", "0190", Role.USER, "hello");
    partition.apply(new Event("0190", said.owner(), null, 5, null, said.payload()));
    partition.apply(events.message("ada", "s", "0191", Role.USER, "hello"));
    UserId ada = new UserId("ada");
    MessageRow named = partition.rows().message(ada, new SessionId("s"), 1);
    MessageRow other = partition.rows().message(ada, new SessionId("s"), 2);

    assertThat(named.eventId()).isEqualTo("0190");
    assertThat(other.eventId()).hasSize(36);
    assertThat(RowCodecs.MESSAGE.encode(named))
        .hasSizeLessThan(RowCodecs.MESSAGE.encode(other).length - 33);
  }

  private static MessageRow kept(MessageRow row, long fingerprint) {
    return new MessageRow(
        row.message(),
        row.offset(),
        row.eventId(),
        MessageFingerprint.of(fingerprint),
        row.sessionActivityMicros(),
        row.channel(),
        row.source(),
        row.hidden(),
        row.restored(),
        row.embedding(),
        row.modelled());
  }
}
