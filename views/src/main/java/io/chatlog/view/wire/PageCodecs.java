package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.USER;

import io.chatlog.view.Changes;
import io.chatlog.view.MessagePage;
import io.chatlog.view.SearchPage;
import io.chatlog.view.UserMessagePage;
import io.chatlog.view.UserPage;
import org.jspecify.annotations.Nullable;

/** Pages of entities and of hits; every item stands in a frame. */
public final class PageCodecs {
  /** Pages of users. */
  public static final Codec<UserPage> USERS =
      Codec.of(
          (page, out) -> out.writeList(page.items(), USER.framed()).writeBoolean(page.more()),
          in -> new UserPage(in.readList(USER.framed()), in.readBoolean()));

  /** A node of an older version names the last seq only. */
  private static MessagePage.@Nullable Life life(In in) {
    Long lastSeq = in.readNullableLong();
    if (lastSeq == null) {
      return null;
    }
    return in.hasMore()
        ? new MessagePage.Life(lastSeq, in.readLong(), in.readBoolean())
        : new MessagePage.Life(lastSeq, 0, false);
  }

  private static void write(MessagePage.@Nullable Life life, Out out) {
    out.writeNullableLong(life == null ? null : (Long) life.lastSeq());
    if (life != null) {
      out.writeLong(life.beganOffset()).writeBoolean(life.anew());
    }
  }

  /** Pages of messages. */
  public static final Codec<MessagePage> MESSAGES =
      Codec.of(
          (page, out) ->
              write(
                  page.life(),
                  out.writeList(page.items(), MESSAGE.framed()).writeNullableLong(page.next())),
          in -> new MessagePage(in.readList(MESSAGE.framed()), in.readNullableLong(), life(in)));

  /** Pages of hits. */
  public static final Codec<SearchPage> HITS =
      Codec.of(
          (page, out) ->
              out.writeList(page.hits(), SearchCodecs.HIT.framed())
                  .writeLong(page.total())
                  .writeBoolean(page.totalIsExact())
                  .writeBoolean(page.more())
                  .writeFramed(page.facets(), SearchCodecs.FACETS)
                  .writeNullable(page.collection(), SearchCodecs.TERMS.framed())
                  .writeInt(page.termsIgnored()),
          in ->
              new SearchPage(
                  in.readList(SearchCodecs.HIT.framed()),
                  in.readLong(),
                  in.readBoolean(),
                  in.readBoolean(),
                  in.readFramed(SearchCodecs.FACETS),
                  in.readNullable(SearchCodecs.TERMS.framed()),
                  in.hasMore() ? in.readInt() : 0));

  private static final Codec<UserMessagePage.Placed> PLACED =
      Codec.of(
          (placed, out) -> {
            RangeCodecs.PLACE.write(placed.place(), out);
            MESSAGE.write(placed.message(), out);
          },
          in -> new UserMessagePage.Placed(RangeCodecs.PLACE.read(in), MESSAGE.read(in)));

  /** Pages of messages of a user. */
  public static final Codec<UserMessagePage> USER_MESSAGES =
      Codec.of(
          (page, out) -> {
            RangeCodecs.PLACE.write(page.place(), out.writeList(page.items(), PLACED.framed()));
            out.writeBoolean(page.more());
          },
          in ->
              new UserMessagePage(
                  in.readList(PLACED.framed()), RangeCodecs.PLACE.read(in), in.readBoolean()));

  private static final Codec<Integer> OWNER =
      Codec.of((hash, out) -> out.writeInt(hash), In::readInt);

  /** Whose data changed. */
  public static final Codec<Changes> CHANGES =
      Codec.of(
          (changes, out) ->
              out.writeLong(changes.upTo())
                  .writeBoolean(changes.anyone())
                  .writeList(changes.owners(), OWNER),
          in -> new Changes(in.readLong(), in.readBoolean(), in.readList(OWNER)));

  private PageCodecs() {}
}
