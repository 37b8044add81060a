package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.USER;

import io.chatlog.view.MessagePage;
import io.chatlog.view.SearchPage;
import io.chatlog.view.UserPage;

/** Pages of entities and of hits; every item stands in a frame. */
public final class PageCodecs {
  /** Pages of users. */
  public static final Codec<UserPage> USERS =
      Codec.of(
          (page, out) -> out.writeList(page.items(), USER.framed()).writeBoolean(page.more()),
          in -> new UserPage(in.readList(USER.framed()), in.readBoolean()));

  /** Pages of messages. */
  public static final Codec<MessagePage> MESSAGES =
      Codec.of(
          (page, out) ->
              out.writeList(page.items(), MESSAGE.framed()).writeNullableLong(page.next()),
          in -> new MessagePage(in.readList(MESSAGE.framed()), in.readNullableLong()));

  /** Pages of hits. */
  public static final Codec<SearchPage> HITS =
      Codec.of(
          (page, out) ->
              out.writeList(page.hits(), SearchCodecs.HIT.framed())
                  .writeLong(page.total())
                  .writeBoolean(page.totalIsExact())
                  .writeBoolean(page.more())
                  .writeNullable(page.collection(), SearchCodecs.TERMS.framed()),
          in ->
              new SearchPage(
                  in.readList(SearchCodecs.HIT.framed()),
                  in.readLong(),
                  in.readBoolean(),
                  in.readBoolean(),
                  in.readNullable(SearchCodecs.TERMS.framed())));

  private PageCodecs() {}
}
