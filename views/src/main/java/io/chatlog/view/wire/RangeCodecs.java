package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE_ID;
import static io.chatlog.view.wire.EntityCodecs.ROLE;

import io.chatlog.value.Positions;
import io.chatlog.view.DailyRange;
import io.chatlog.view.Freshness;
import io.chatlog.view.MessageRange;
import io.chatlog.view.StreamPlace;
import java.util.Set;
import java.util.TreeMap;

/** Which part of a list a read is about, and how fresh it must be. */
public final class RangeCodecs {
  /** Ranges of messages. */
  public static final Codec<MessageRange> MESSAGES =
      Codec.of(
          (range, out) ->
              out.writeLong(range.afterSeq())
                  .writeLong(range.beforeSeq())
                  .writeLong(range.sinceMicros())
                  .writeLong(range.untilMicros())
                  .writeList(range.roles(), ROLE)
                  .writeBoolean(range.newestFirst())
                  .writeInt(range.offset())
                  .writeInt(range.limit())
                  .writeNullableString(range.around() == null ? null : range.around().value()),
          in ->
              new MessageRange(
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  Set.copyOf(in.readList(ROLE)),
                  in.readBoolean(),
                  in.readInt(),
                  in.readInt(),
                  in.readBoolean() ? MESSAGE_ID.read(in) : null));

  /** At most one offset per partition. */
  public static final Codec<Positions> POSITIONS =
      Codec.of(
          (positions, out) -> {
            out.writeLong(positions.offsets().size());
            positions
                .offsets()
                .forEach((partition, offset) -> out.writeInt(partition).writeLong(offset));
          },
          RangeCodecs::positions);

  /** What a read must reflect. */
  public static final Codec<Freshness> FRESHNESS =
      Codec.of(
          (freshness, out) -> {
            POSITIONS.write(freshness.atLeast(), out);
            out.writeInt(freshness.waitMillis()).writeBoolean(freshness.staleAllowed());
          },
          in -> new Freshness(POSITIONS.read(in), in.readInt(), in.readBoolean()));

  /** Ranges of days. */
  public static final Codec<DailyRange> DAYS =
      Codec.of(
          (range, out) ->
              out.writeInt(range.fromDay())
                  .writeInt(range.toDay())
                  .writeNullableString(range.channel())
                  .writeNullable(range.status(), EntityCodecs.STATUS),
          RangeCodecs::days);

  private static final Codec<StreamPlace.Missed> MISSED =
      Codec.of(
          (missed, out) ->
              out.writeLong(missed.from()).writeLong(missed.to()).writeLong(missed.state()),
          in -> new StreamPlace.Missed(in.readLong(), in.readLong(), in.readLong()));

  /** Places in a stream. */
  public static final Codec<StreamPlace> PLACE =
      Codec.of(
          (place, out) ->
              out.writeLong(place.offset())
                  .writeLong(place.seq())
                  .writeList(place.missed(), MISSED),
          in -> new StreamPlace(in.readLong(), in.readLong(), in.readList(MISSED)));

  private RangeCodecs() {}

  private static Positions positions(In in) {
    int count = in.readCount();
    if (count > Positions.PARTITIONS_MAX) {
      throw new BrokenWire(count + " positions");
    }
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    for (int left = count; left > 0; left--) {
      offsets.put(in.readInt(0, Integer.MAX_VALUE), in.readLong());
    }
    return new Positions(offsets);
  }

  private static DailyRange days(In in) {
    try {
      return new DailyRange(
          in.readInt(),
          in.readInt(),
          in.readNullableString(),
          in.readNullable(EntityCodecs.STATUS));
    } catch (IllegalArgumentException broken) {
      throw new BrokenWire("a range of days that cannot be: " + broken);
    }
  }
}
