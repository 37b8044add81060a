package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;

import io.chatlog.value.PasswordHash;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;

/** What exports and backups ask for; entities stand in frames. */
public final class KeptCodecs {
  /** Users with all that is kept of them. */
  public static final Codec<KeptUser> USER =
      Codec.of(
          (kept, out) -> {
            PasswordHash hash = kept.passwordHash();
            out.writeFramed(kept.user(), EntityCodecs.USER)
                .writeNullableString(hash == null ? null : hash.phc())
                .writeLong(kept.fingerprint());
          },
          in ->
              new KeptUser(
                  in.readFramed(EntityCodecs.USER),
                  in.readBoolean() ? new PasswordHash(in.readString()) : null,
                  in.readLong()));

  /** Pages of users. */
  public static final Codec<KeptUser.Page> USERS =
      Codec.of(
          (page, out) -> out.writeList(page.items(), USER.framed()).writeBoolean(page.more()),
          in -> new KeptUser.Page(in.readList(USER.framed()), in.readBoolean()));

  private static final Codec<KeptSession> SESSION =
      Codec.of(
          (kept, out) ->
              out.writeFramed(kept.session(), EntityCodecs.SESSION)
                  .writeLong(kept.lastSeq())
                  .writeLong(kept.fingerprint())
                  .writeBoolean(kept.embedded())
                  .writeNullable(kept.embedding(), SearchCodecs.EMBEDDING),
          in ->
              new KeptSession(
                  in.readFramed(EntityCodecs.SESSION),
                  in.readLong(),
                  in.readLong(),
                  in.readBoolean(),
                  in.hasMore() ? in.readNullable(SearchCodecs.EMBEDDING) : null));

  private static final Codec<KeptMessage> MESSAGE =
      Codec.of(
          (kept, out) ->
              out.writeFramed(kept.message(), EntityCodecs.MESSAGE)
                  .writeLong(kept.fingerprint())
                  .writeNullable(kept.embedding(), SearchCodecs.EMBEDDING),
          in ->
              new KeptMessage(
                  in.readFramed(EntityCodecs.MESSAGE),
                  in.readLong(),
                  in.readNullable(SearchCodecs.EMBEDDING)));

  /** Sessions with messages. */
  public static final Codec<KeptSession.Page> MESSAGES =
      Codec.of(
          (page, out) ->
              out.writeFramed(page.session(), SESSION)
                  .writeList(page.messages(), MESSAGE.framed())
                  .writeNullableLong(page.next()),
          in ->
              new KeptSession.Page(
                  in.readFramed(SESSION), in.readList(MESSAGE.framed()), in.readNullableLong()));

  /** Places of sessions by beginning. */
  public static final Codec<BegunSessions.Place> PLACE =
      Codec.of(
          (place, out) -> SESSION_ID.write(place.session(), out.writeLong(place.createdAtMicros())),
          in -> new BegunSessions.Place(in.readLong(), SESSION_ID.read(in)));

  /** Pages of places. */
  public static final Codec<BegunSessions> PLACES =
      Codec.of(
          (page, out) -> out.writeList(page.items(), PLACE).writeBoolean(page.more()),
          in -> new BegunSessions(in.readList(PLACE), in.readBoolean()));

  private KeptCodecs() {}
}
