package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.SESSION;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.STATUS;
import static io.chatlog.view.wire.EntityCodecs.TEXT;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;

import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.TagPage;
import java.util.Set;

/** Lists of sessions and of their tags: what is asked, and what is answered. */
public final class SessionListCodecs {
  private static final SessionSort[] SORTS = SessionSort.values();

  /** Places in the order of a list. */
  public static final Codec<SessionPlace> PLACE =
      Codec.of(
          (place, out) -> {
            out.writeLong(place.number()).writeString(place.text());
            USER_ID.write(place.owner(), out);
            SESSION_ID.write(place.session(), out);
          },
          in ->
              new SessionPlace(
                  in.readLong(), in.readString(), USER_ID.read(in), SESSION_ID.read(in)));

  /** Where pages begin. */
  public static final Codec<SessionRange.From> FROM =
      Codec.of(
          (from, out) -> {
            RangeCodecs.POSITIONS.write(from.asOf(), out);
            PLACE.write(from.place(), out);
          },
          in -> new SessionRange.From(RangeCodecs.POSITIONS.read(in), PLACE.read(in)));

  private static final Codec<SessionFilter.Metadata> METADATA =
      Codec.of(
          (value, out) -> out.writeString(value.path()).writeString(value.text()),
          in -> new SessionFilter.Metadata(in.readString(), in.readString()));

  private static final Codec<SessionFilter> FILTER =
      Codec.of(
          (filter, out) ->
              out.writeList(filter.statuses(), STATUS)
                  .writeList(filter.channels(), TEXT)
                  .writeList(filter.sources(), TEXT)
                  .writeList(filter.tags(), TEXT)
                  .writeList(filter.metadata(), METADATA)
                  .writeList(filter.externalIds(), TEXT)
                  .writeLong(filter.sinceMicros())
                  .writeLong(filter.untilMicros()),
          in ->
              new SessionFilter(
                  Set.copyOf(in.readList(STATUS)),
                  Set.copyOf(in.readList(TEXT)),
                  Set.copyOf(in.readList(TEXT)),
                  Set.copyOf(in.readList(TEXT)),
                  Set.copyOf(in.readList(METADATA)),
                  Set.copyOf(in.readList(TEXT)),
                  in.readLong(),
                  in.readLong()));

  /** Ranges of sessions. */
  public static final Codec<SessionRange> RANGE =
      Codec.of(
          (range, out) -> {
            out.writeNullable(range.from(), FROM)
                .writeByte(range.sort().ordinal())
                .writeBoolean(range.descending())
                .writeInt(range.offset())
                .writeInt(range.limit());
            FILTER.write(range.filter(), out);
          },
          in ->
              new SessionRange(
                  in.readNullable(FROM),
                  sort(in),
                  in.readBoolean(),
                  in.readInt(),
                  in.readInt(),
                  FILTER.read(in)));

  private static final Codec<SessionPage.Item> ITEM =
      Codec.of(
          (item, out) -> {
            out.writeFramed(item.session(), SESSION);
            PLACE.write(item.place(), out);
          },
          in -> new SessionPage.Item(in.readFramed(SESSION), PLACE.read(in)));

  /** Pages of sessions. */
  public static final Codec<SessionPage> PAGE =
      Codec.of(
          (page, out) -> {
            RangeCodecs.POSITIONS.write(page.asOf(), out.writeList(page.items(), ITEM.framed()));
            out.writeNullable(page.next(), PLACE).writeBoolean(page.expired());
          },
          in ->
              new SessionPage(
                  in.readList(ITEM.framed()),
                  RangeCodecs.POSITIONS.read(in),
                  in.readNullable(PLACE),
                  in.readBoolean()));

  /** Tags with their counts. */
  public static final Codec<TagPage.Tag> TAG =
      Codec.of(
          (tag, out) -> out.writeString(tag.name()).writeLong(tag.sessions()),
          in -> new TagPage.Tag(in.readString(), in.readLong()));

  /** Pages of tags. */
  public static final Codec<TagPage> TAGS =
      Codec.of(
          (page, out) -> out.writeList(page.items(), TAG.framed()).writeBoolean(page.more()),
          in -> new TagPage(in.readList(TAG.framed()), in.readBoolean()));

  private SessionListCodecs() {}

  private static SessionSort sort(In in) {
    int number = in.readByte();
    if (number < 0 || number >= SORTS.length) {
      throw new BrokenWire("no order has the number " + number);
    }
    return SORTS[number];
  }
}
