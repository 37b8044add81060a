package io.chatlog.event;

import io.chatlog.avro.PastRecord;
import io.chatlog.avro.RestoredMessageRecord;
import io.chatlog.avro.RestoredSessionRecord;
import io.chatlog.avro.RestoredUserRecord;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.RestoredUser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The Avro form of what an entity keeps of its past, and back. */
final class RestoredAvro {
  private RestoredAvro() {}

  static @Nullable RestoredUserRecord toAvro(@Nullable RestoredUser user) {
    return user == null
        ? null
        : new RestoredUserRecord(
            instant(user.createdAtMicros()),
            instant(user.updatedAtMicros()),
            user.version(),
            user.fingerprint());
  }

  static @Nullable RestoredUser user(@Nullable RestoredUserRecord user) {
    return user == null
        ? null
        : new RestoredUser(
            micros(user.getCreatedAt()),
            micros(user.getUpdatedAt()),
            user.getVersion(),
            user.getFingerprint());
  }

  static @Nullable RestoredSessionRecord toAvro(@Nullable RestoredSession session) {
    return session == null
        ? null
        : new RestoredSessionRecord(
            instant(session.createdAtMicros()),
            instant(session.updatedAtMicros()),
            instant(session.deletedAtMicros()),
            session.version(),
            session.lastSeq(),
            session.fingerprint(),
            session.embedded());
  }

  static @Nullable RestoredSession session(@Nullable RestoredSessionRecord session) {
    return session == null
        ? null
        : new RestoredSession(
            micros(session.getCreatedAt()),
            micros(session.getUpdatedAt()),
            micros(session.getDeletedAt()),
            session.getVersion(),
            session.getLastSeq(),
            session.getFingerprint(),
            session.getEmbedded());
  }

  static @Nullable RestoredMessageRecord toAvro(@Nullable RestoredMessage message) {
    return message == null
        ? null
        : new RestoredMessageRecord(
            instant(message.receivedAtMicros()),
            instant(message.editedAtMicros()),
            message.version(),
            message.seq(),
            message.fingerprint());
  }

  static @Nullable RestoredMessage message(@Nullable RestoredMessageRecord message) {
    return message == null
        ? null
        : new RestoredMessage(
            micros(message.getReceivedAt()),
            micros(message.getEditedAt()),
            message.getVersion(),
            message.getSeq(),
            message.getFingerprint());
  }

  static @Nullable PastRecord toAvro(@Nullable Past past) {
    return past == null
        ? null
        : new PastRecord(
            instant(past.createdAtMicros()),
            instant(past.updatedAtMicros()),
            past.version(),
            past.seq(),
            past.fingerprint());
  }

  static @Nullable Past past(@Nullable PastRecord past) {
    return past == null
        ? null
        : new Past(
            micros(past.getCreatedAt()),
            micros(past.getUpdatedAt()),
            past.getVersion(),
            past.getSeq(),
            past.getFingerprint());
  }

  private static @Nullable Instant instant(@Nullable Long micros) {
    return micros == null ? null : EventAvro.instant(micros);
  }

  private static @Nullable Long micros(@Nullable Instant instant) {
    return instant == null ? null : Long.valueOf(EventAvro.micros(instant));
  }
}
