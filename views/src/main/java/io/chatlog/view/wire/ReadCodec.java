package io.chatlog.view.wire;

import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.PartitionAnswer.Behind;
import io.chatlog.view.PartitionAnswer.NotHere;
import io.chatlog.view.Read;

/**
 * What nodes send each other: a read of one partition, and what the node says to it.
 *
 * <p>A question is a version byte, the number of the read's kind, the partition, the freshness and
 * the read's own fields; nothing may follow, because a node that passed over a filter it does not
 * know would answer something else. An answer is a version byte and one of the three {@link
 * PartitionAnswer}s; a newer node may write more behind what an older one reads.
 */
public final class ReadCodec {
  private static final int VERSION = 1;
  private static final int ANSWERED = 0;
  private static final int BEHIND = 1;
  private static final int NOT_HERE = 2;

  private ReadCodec() {}

  /**
   * A read as it reached a node.
   *
   * @param partition the partition to answer from
   * @param <R> the type of the answer
   */
  public record Question<R>(int partition, Read<R> read, Freshness freshness) {}

  /** The bytes that ask a read. */
  public static <R> byte[] encode(Question<R> question) {
    ReadKind<R, Read<R>> kind = ReadKind.of(question.read());
    Out out = new Out();
    out.writeByte(VERSION).writeInt(kind.number()).writeInt(question.partition());
    RangeCodecs.FRESHNESS.write(question.freshness(), out);
    kind.question().write(question.read(), out);
    return out.toByteArray();
  }

  /**
   * The read that bytes ask.
   *
   * @throws BrokenWire when they ask none that is known here
   */
  public static Question<?> decodeQuestion(byte[] bytes) {
    In in = new In(bytes);
    version(in);
    ReadKind<?, ?> kind = ReadKind.of(in.readInt());
    int partition = in.readInt(0, Integer.MAX_VALUE);
    Freshness freshness = RangeCodecs.FRESHNESS.read(in);
    Read<?> read = kind.question().read(in);
    in.expectEnd();
    return new Question<>(partition, read, freshness);
  }

  /** The bytes that answer a read. */
  public static <R> byte[] encode(Read<R> read, PartitionAnswer<R> answer) {
    Out out = new Out();
    out.writeByte(VERSION);
    switch (answer) {
      case Answered<R> answered -> {
        out.writeByte(ANSWERED).writeLong(answered.appliedOffset()).writeBoolean(answered.stale());
        ReadKind.of(read).answer().write(answered.value(), out);
      }
      case Behind<R> behind -> out.writeByte(BEHIND).writeLong(behind.appliedOffset());
      case NotHere<R> notHere -> out.writeByte(NOT_HERE).writeString(notHere.why());
    }
    return out.toByteArray();
  }

  /**
   * The answer to a read that bytes hold.
   *
   * @throws BrokenWire when they hold none
   */
  public static <R> PartitionAnswer<R> decodeAnswer(Read<R> read, byte[] bytes) {
    In in = new In(bytes);
    version(in);
    return switch (in.readByte()) {
      case ANSWERED -> {
        long appliedOffset = in.readLong();
        boolean stale = in.readBoolean();
        yield new Answered<>(ReadKind.of(read).answer().read(in), appliedOffset, stale);
      }
      case BEHIND -> new Behind<>(in.readLong());
      case NOT_HERE -> new NotHere<>(in.readString());
      default -> throw new BrokenWire("not an answer");
    };
  }

  private static void version(In in) {
    int version = in.readByte();
    if (version != VERSION) {
      throw new BrokenWire("version " + version + " is not known here");
    }
  }
}
