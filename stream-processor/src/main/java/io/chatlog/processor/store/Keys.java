package io.chatlog.processor.store;

import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the store. One byte says what the row is; ids are UTF-8 and end with a zero byte,
 * which no id can hold; numbers are eight bytes in network order, so that keys sort as they should.
 *
 * <pre>
 * u user                          the user
 * s user 0 session                the session, with its statistics
 * a user 0 ~activity session      the user's sessions, latest activity first
 * m user 0 session 0 seq          the message
 * i user 0 session 0 message      the message's seq
 * o user 0 offset                 session and seq of the message that the event at the offset brought
 * t user                          the user's statistics
 * c user 0 channel                how many sessions of the user have the channel
 * r offset                        why the write at the offset was refused
 * h                               how far the partition is, and its totals
 * </pre>
 */
public final class Keys {
  static final byte USER = 'u';
  static final byte SESSION = 's';
  static final byte ACTIVITY = 'a';
  static final byte MESSAGE = 'm';
  static final byte MESSAGE_SEQ = 'i';
  static final byte MESSAGE_OFFSET = 'o';
  static final byte USER_STATS = 't';
  static final byte CHANNEL_SESSIONS = 'c';
  static final byte REJECTION = 'r';

  /** The one row that every event changes. */
  static final Bytes PARTITION = Bytes.wrap(new byte[] {'h'});

  private static final byte[] NOTHING = {};

  private Keys() {}

  static Bytes user(UserId user) {
    return key(USER, utf8(user.value()));
  }

  /** The first key of all users whose ids begin with a prefix. */
  static Bytes usersFrom(String prefix) {
    return key(USER, utf8(prefix));
  }

  static Bytes session(UserId user, SessionId session) {
    return key(SESSION, utf8(user.value()), utf8(session.value()));
  }

  static Bytes activity(UserId user, long activityMicros, SessionId session) {
    byte[] owner = utf8(user.value());
    byte[] id = utf8(session.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + Long.BYTES + id.length);
    buffer.put(ACTIVITY).put(owner).put((byte) 0).putLong(latestFirst(activityMicros)).put(id);
    return Bytes.wrap(buffer.array());
  }

  /** What all keys of a user's sessions by activity begin with. */
  static Bytes activities(UserId user) {
    return key(ACTIVITY, utf8(user.value()), NOTHING);
  }

  static Bytes message(UserId user, SessionId session, long seq) {
    byte[] owner = utf8(user.value());
    byte[] id = utf8(session.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + id.length + 1 + Long.BYTES);
    buffer.put(MESSAGE).put(owner).put((byte) 0).put(id).put((byte) 0).putLong(seq);
    return Bytes.wrap(buffer.array());
  }

  static Bytes messageSeq(UserId user, SessionId session, MessageId message) {
    return key(MESSAGE_SEQ, utf8(user.value()), utf8(session.value()), utf8(message.value()));
  }

  static Bytes messageOffset(UserId user, long offset) {
    byte[] owner = utf8(user.value());
    ByteBuffer buffer = ByteBuffer.allocate(1 + owner.length + 1 + Long.BYTES);
    buffer.put(MESSAGE_OFFSET).put(owner).put((byte) 0).putLong(offset);
    return Bytes.wrap(buffer.array());
  }

  /** What all keys of a user's messages by offset begin with. */
  static Bytes messageOffsets(UserId user) {
    return key(MESSAGE_OFFSET, utf8(user.value()), NOTHING);
  }

  /** The offset that a key of {@link #messageOffset} names. */
  static long offsetOf(Bytes key, Bytes prefix) {
    return ByteBuffer.wrap(key.get()).getLong(prefix.get().length);
  }

  static Bytes userStats(UserId user) {
    return key(USER_STATS, utf8(user.value()));
  }

  static Bytes channelSessions(UserId user, String channel) {
    return key(CHANNEL_SESSIONS, utf8(user.value()), utf8(channel));
  }

  /** What all keys of a user's sessions by channel begin with. */
  static Bytes channels(UserId user) {
    return key(CHANNEL_SESSIONS, utf8(user.value()), NOTHING);
  }

  static Bytes rejection(long offset) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(REJECTION).putLong(offset).array());
  }

  /** The channel that a key of {@link #channelSessions} names. */
  static String channelOf(Bytes key, Bytes prefix) {
    int from = prefix.get().length;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8);
  }

  /** The activity that a key of {@link #activity} names, in microseconds. */
  static long activityOf(Bytes key, Bytes prefix) {
    return latestFirst(ByteBuffer.wrap(key.get()).getLong(prefix.get().length));
  }

  /** The session that a key of {@link #activity} names. */
  static SessionId sessionOf(Bytes key, Bytes prefix) {
    int from = prefix.get().length + Long.BYTES;
    return new SessionId(
        new String(key.get(), from, key.get().length - from, StandardCharsets.UTF_8));
  }

  static boolean is(byte kind, Bytes key) {
    return key.get()[0] == kind;
  }

  /** The smallest key behind all that begin with a prefix, which holds a byte below 0xff. */
  static Bytes end(Bytes prefix) {
    byte[] bytes = prefix.get().clone();
    int last = bytes.length - 1;
    while (bytes[last] == (byte) 0xff) {
      last--;
    }
    bytes[last]++;
    return Bytes.wrap(Arrays.copyOf(bytes, last + 1));
  }

  /** The smallest key behind a key. */
  static Bytes behind(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }

  /** Turns a signed number into one whose unsigned order is the reverse; its own inverse. */
  private static long latestFirst(long value) {
    return ~(value ^ Long.MIN_VALUE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes key(byte kind, byte[]... parts) {
    int length = parts.length;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] key = new byte[length];
    key[0] = kind;
    int at = 1;
    for (int part = 0; part < parts.length; part++) {
      if (part > 0) {
        key[at++] = 0;
      }
      System.arraycopy(parts[part], 0, key, at, parts[part].length);
      at += parts[part].length;
    }
    return Bytes.wrap(key);
  }
}
