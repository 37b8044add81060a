package io.chatlog.processor.store;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.BucketRow;
import io.chatlog.processor.fold.ChunkVectorRow;
import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.EmailClaimRow;
import io.chatlog.processor.fold.MessageFingerprint;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.PastTitles;
import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.fold.Sight;
import io.chatlog.processor.fold.TimeSpan;
import io.chatlog.processor.fold.UploadRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import io.chatlog.view.wire.AccountCodecs;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.ContextCodecs;
import io.chatlog.view.wire.DocumentCodecs;
import io.chatlog.view.wire.EntityCodecs;
import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import io.chatlog.view.wire.SearchCodecs;
import io.chatlog.view.wire.StatsCodecs;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of rows. A row begins with what clients see, in a frame, so that it can be handed on as
 * it is; what only the fold needs follows. Rows are derived from the log: a change that cannot be
 * made by adding fields at the end is made by folding the log anew, under another {@code
 * Names.APPLICATION}.
 */
public final class RowCodecs {
  /** Stands for the largest number, in one byte in place of ten. */
  private static final long ALL = -1;

  static final Codec<UserRow> USER =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.user(), EntityCodecs.USER)
                  .writeLong(row.createdOffset())
                  .writeLong(row.fingerprint())
                  .writeNullableString(
                      row.passwordHash() == null ? null : row.passwordHash().phc()),
          in ->
              new UserRow(
                  in.readFramed(EntityCodecs.USER),
                  in.readLong(),
                  in.readLong(),
                  in.hasMore() && in.readBoolean() ? new PasswordHash(in.readString()) : null));

  static final Codec<SessionRow> SESSION =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.session(), EntityCodecs.SESSION)
                  .writeFramed(row.stats(), StatsCodecs.SESSION_STATS)
                  .writeNullableLong(row.openUserMessageMicros())
                  .writeLong(row.lastSeq())
                  .writeLong(row.createdOffset())
                  .writeLong(row.lastOffset())
                  .writeLong(row.fingerprint())
                  .writeLong(row.filterVersion())
                  .writeNullableString(row.firstTitle())
                  .writeBoolean(row.hasEmbedding())
                  .writeBoolean(row.staged())
                  .writeLong(row.seqsGiven())
                  .writeLong(row.sight().shownOffset())
                  .writeLong(row.sight().hiddenOffset())
                  .writeLong(row.sight().restoredOffset())
                  .writeLong(row.orderedBelow() == Long.MAX_VALUE ? ALL : row.orderedBelow()),
          in -> {
            Session session = in.readFramed(EntityCodecs.SESSION);
            SessionStats stats = in.readFramed(StatsCodecs.SESSION_STATS);
            Long open = in.readNullableLong();
            long lastSeq = in.readLong();
            long createdOffset = in.readLong();
            long lastOffset = in.readLong();
            long fingerprint = in.readLong();
            long filterVersion = in.readLong();
            String firstTitle = in.readNullableString();
            boolean hasEmbedding = in.readBoolean();
            boolean staged = in.readBoolean();
            long seqsGiven = in.hasMore() ? in.readLong() : 0;
            return new SessionRow(
                session,
                stats,
                open,
                lastSeq,
                createdOffset,
                lastOffset,
                fingerprint,
                filterVersion,
                firstTitle,
                hasEmbedding,
                sight(in, session, staged),
                seqsGiven,
                orderedBelow(in));
          });

  /** Rows that were written first do not say, which is 0. */
  private static long orderedBelow(In in) {
    long below = in.hasMore() ? in.readLong() : 0;
    return below == ALL ? Long.MAX_VALUE : below;
  }

  /** Rows that were written first do not say when. */
  private static Sight sight(In in, Session session, boolean staged) {
    return in.hasMore()
        ? new Sight(staged, in.readLong(), in.readLong(), in.readLong())
        : new Sight(staged, -1, session.status() == SessionStatus.DELETED ? 0 : -1, -1);
  }

  static final Codec<SessionVectorRow> SESSION_VECTOR =
      Codec.of(
          (row, out) -> {
            EntityCodecs.USER_ID.write(row.owner(), out);
            EntityCodecs.SESSION_ID.write(row.session(), out);
            SearchCodecs.EMBEDDING.write(row.embedding(), out);
            out.writeLong(row.offset())
                .writeLong(row.createdAtMicros())
                .writeString(row.channel())
                .writeNullableString(row.source())
                .writeBoolean(row.hidden())
                .writeString(row.metadataJson())
                .writeBoolean(row.modelled());
          },
          in ->
              new SessionVectorRow(
                  EntityCodecs.USER_ID.read(in),
                  EntityCodecs.SESSION_ID.read(in),
                  SearchCodecs.EMBEDDING.read(in),
                  in.readLong(),
                  in.readLong(),
                  in.readString(),
                  in.readNullableString(),
                  in.readBoolean(),
                  in.readString(),
                  in.hasMore() && in.readBoolean()));

  static final Codec<MessageRow> MESSAGE =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.message(), EntityCodecs.MESSAGE)
                  .writeLong(row.offset())
                  .writeString(isNamedByEvent(row) ? "" : row.eventId())
                  .writeLong(row.fingerprint().number())
                  .writeLong(row.sessionActivityMicros())
                  .writeString(row.channel())
                  .writeNullableString(row.source())
                  .writeBoolean(row.hidden())
                  .writeBoolean(row.restored())
                  .writeNullable(row.embedding(), SearchCodecs.EMBEDDING)
                  .writeBoolean(row.modelled())
                  .writeByte(row.fingerprint().form()),
          in -> {
            Message message = in.readFramed(EntityCodecs.MESSAGE);
            long offset = in.readLong();
            String eventId = in.readString();
            long fingerprint = in.readLong();
            long sessionActivityMicros = in.readLong();
            String channel = in.readString();
            String source = in.readNullableString();
            boolean hidden = in.readBoolean();
            boolean restored = in.hasMore() && in.readBoolean();
            Embedding embedding = in.hasMore() ? in.readNullable(SearchCodecs.EMBEDDING) : null;
            boolean modelled = in.hasMore() && in.readBoolean();
            int form = in.hasMore() ? in.readByte() : MessageFingerprint.STORED;
            return new MessageRow(
                message,
                offset,
                eventId.isEmpty() ? message.id().value() : eventId,
                MessageFingerprint.of(form, fingerprint, message),
                sessionActivityMicros,
                channel,
                source,
                hidden,
                restored,
                embedding,
                modelled);
          });

  /** Whether the message has the id of its event, as those have whose id nobody chose. */
  private static boolean isNamedByEvent(MessageRow row) {
    return row.eventId().equals(row.message().id().value());
  }

  static final Codec<ContextRow> CONTEXT =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.context(), ContextCodecs.CONTEXT)
                  .writeLong(row.offset())
                  .writeLong(row.fingerprint()),
          in -> new ContextRow(in.readFramed(ContextCodecs.CONTEXT), in.readLong(), in.readLong()));

  static final Codec<MessagePlace> MESSAGE_PLACE =
      Codec.of(
          (place, out) -> {
            EntityCodecs.SESSION_ID.write(place.session(), out.writeLong(place.seq()));
            if (place.shown() != null) {
              out.writeBoolean(place.shown().fork())
                  .writeLong(place.shown().hiddenOffset())
                  .writeLong(place.shown().restoredBefore());
            }
          },
          in -> {
            long seq = in.readLong();
            SessionId session = EntityCodecs.SESSION_ID.read(in);
            Shown shown =
                in.hasMore() ? new Shown(in.readBoolean(), in.readLong(), in.readLong()) : null;
            return new MessagePlace(session, seq, shown);
          });

  static final Codec<UserStatsRow> USER_STATS =
      Codec.of(
          (row, out) -> {
            out.writeLong(row.totalSessions());
            StatsCodecs.ROLE_COUNTS.write(row.messages(), out);
            out.writeNullableLong(row.firstActivityMicros())
                .writeNullableLong(row.lastActivityMicros());
          },
          in ->
              new UserStatsRow(
                  in.readLong(),
                  StatsCodecs.ROLE_COUNTS.read(in),
                  in.readNullableLong(),
                  in.readNullableLong()));

  static final Codec<BucketRow> BUCKET =
      Codec.of(
          (row, out) ->
              out.writeLong(row.sessions())
                  .writeLong(row.withEmbeddings())
                  .writeLong(row.messages())
                  .writeLong(row.users())
                  .writeNullableLong(row.span().firstMicros())
                  .writeNullableLong(row.span().lastMicros()),
          in ->
              new BucketRow(
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  new TimeSpan(in.readNullableLong(), in.readNullableLong())));

  static final Codec<PartitionRow> PARTITION =
      Codec.of(
          (row, out) ->
              out.writeLong(row.appliedOffset())
                  .writeLong(row.users())
                  .writeLong(row.sessions())
                  .writeLong(row.messages())
                  .writeLong(row.oldestUploadMicros()),
          in ->
              new PartitionRow(
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.hasMore() ? in.readLong() : PartitionRow.NO_UPLOAD));

  static final Codec<RejectionRow> REJECTION =
      Codec.of(
          (row, out) ->
              out.writeInt(row.code().number())
                  .writeString(row.detail())
                  .writeNullableString(row.owner() == null ? null : row.owner().value()),
          in ->
              new RejectionRow(
                  ErrorCode.byNumber(in.readInt()).orElse(ErrorCode.INTERNAL),
                  in.readString(),
                  in.hasMore() && in.readBoolean() ? EntityCodecs.USER_ID.read(in) : null));

  /**
   * An event, as a trace tells of it.
   *
   * @param isOnLog whether the event is still on the log
   * @param hasStandIn whether something stands in for it on a replay
   * @param isRejected whether it was refused
   * @param activityMicros the last activity of the session after it, where it deleted a message, or
   *     had appended one that is deleted; null for others, and in traces of old versions
   */
  public record TracedEvent(
      String eventId,
      boolean isOnLog,
      boolean hasStandIn,
      boolean isRejected,
      @Nullable Long activityMicros) {
    /** An event of which nothing else is known. */
    static TracedEvent accepted(String eventId) {
      return new TracedEvent(eventId, true, false, false, null);
    }

    /** An event that only its stand-in is left of. */
    static TracedEvent replaced(String eventId) {
      return replaced(eventId, null);
    }

    /** The same of a message's, after which its session had an activity. */
    static TracedEvent replaced(String eventId, @Nullable Long activityMicros) {
      return new TracedEvent(eventId, false, true, false, activityMicros);
    }
  }

  static final Codec<TracedEvent> TRACE =
      Codec.of(
          (event, out) ->
              out.writeString(event.eventId())
                  .writeBoolean(event.isOnLog())
                  .writeBoolean(event.hasStandIn())
                  .writeBoolean(event.isRejected())
                  .writeNullableLong(event.activityMicros()),
          in ->
              new TracedEvent(
                  in.readString(),
                  in.readBoolean(),
                  in.readBoolean(),
                  in.readBoolean(),
                  in.hasMore() ? in.readNullableLong() : null));

  private static final Codec<PastTitles.Past> TITLE =
      Codec.of(
          (title, out) -> out.writeString(title.text()).writeLong(title.until()),
          in -> new PastTitles.Past(in.readString(), in.readLong()));

  static final Codec<PastTitles> TITLES =
      Codec.of(
          (titles, out) ->
              out.writeLong(titles.knownFrom()).writeList(titles.past(), TITLE.framed()),
          in -> new PastTitles(in.readLong(), in.readList(TITLE.framed())));

  /**
   * Something that goes.
   *
   * @param eventId the id of the event that says so
   * @param offset the offset of that event
   * @param createdOffset the offset of the event that had brought it into being
   * @param upload the upload whose parts go too, of a document; null for others
   */
  record PurgeRow(String eventId, long offset, long createdOffset, @Nullable UploadId upload) {
    PurgeRow(String eventId, long offset, long createdOffset) {
      this(eventId, offset, createdOffset, null);
    }
  }

  static final Codec<PurgeRow> PURGE =
      Codec.of(
          (row, out) ->
              out.writeString(row.eventId())
                  .writeLong(row.offset())
                  .writeLong(row.createdOffset())
                  .writeNullableString(row.upload() == null ? null : row.upload().value()),
          in ->
              new PurgeRow(
                  in.readString(),
                  in.readLong(),
                  in.readLong(),
                  in.hasMore() && in.readBoolean() ? new UploadId(in.readString()) : null));

  static final Codec<DocumentRow> DOCUMENT =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.document(), DocumentCodecs.DOCUMENT)
                  .writeString(row.upload().value())
                  .writeInt(row.parts())
                  .writeLong(row.offset())
                  .writeString(row.eventId())
                  .writeLong(row.fingerprint())
                  .writeString(row.channel())
                  .writeNullableString(row.source())
                  .writeBoolean(row.hidden()),
          in ->
              new DocumentRow(
                  in.readFramed(DocumentCodecs.DOCUMENT),
                  new UploadId(in.readString()),
                  in.readInt(),
                  in.readLong(),
                  in.readString(),
                  in.readLong(),
                  in.readString(),
                  in.readNullableString(),
                  in.hasMore() && in.readBoolean()));

  static final Codec<UploadRow> UPLOAD =
      Codec.of(
          (row, out) ->
              out.writeString(row.user().value())
                  .writeString(row.session().value())
                  .writeString(row.upload().value())
                  .writeLong(row.begunMicros())
                  .writeInt(row.parts())
                  .writeLong(row.bytes())
                  .writeInt(row.chunks()),
          in ->
              new UploadRow(
                  EntityCodecs.USER_ID.read(in),
                  EntityCodecs.SESSION_ID.read(in),
                  new UploadId(in.readString()),
                  in.readLong(),
                  in.readInt(),
                  in.readLong(),
                  in.readInt()));

  /** The event that brought a part, and its bytes. */
  record Part(String eventId, byte[] content) {}

  static final Codec<Part> PART =
      Codec.of(
          (part, out) -> out.writeString(part.eventId()).writeBytes(part.content()),
          in -> new Part(in.readString(), in.readBytes()));

  static final Codec<ChunkVectorRow> CHUNK_VECTOR =
      Codec.of(
          (row, out) ->
              out.writeString(row.eventId())
                  .writeNullable(row.document(), EntityCodecs.DOCUMENT_ID)
                  .writeBytes(row.embedding().toBytes()),
          in -> {
            String eventId = in.readString();
            DocumentId document = in.readNullable(EntityCodecs.DOCUMENT_ID);
            return new ChunkVectorRow(eventId, document, SearchCodecs.EMBEDDING.read(in));
          });

  /** The event that brought a part or a vector, from its row, whose bytes are left alone. */
  static String partEvent(byte[] row) {
    return new In(row).readString();
  }

  /**
   * A document in the list of its user.
   *
   * @param mimeType its media type, lower case, without parameters
   */
  record DocumentPlace(SessionId session, DocumentId document, String mimeType) {}

  static final Codec<DocumentPlace> DOCUMENT_PLACE =
      Codec.of(
          (place, out) ->
              out.writeString(place.session().value())
                  .writeString(place.document().value())
                  .writeString(place.mimeType()),
          in ->
              new DocumentPlace(
                  EntityCodecs.SESSION_ID.read(in),
                  EntityCodecs.DOCUMENT_ID.read(in),
                  in.readString()));

  /**
   * Where a message stands that an event brought; or the last one of a session that it showed.
   *
   * @param shown null when the event brought the message
   */
  record MessagePlace(SessionId session, long seq, @Nullable Shown shown) {}

  /**
   * How an event showed a session.
   *
   * @param fork whether it is a fork, which nobody saw before
   * @param hiddenOffset the offset of the event that had soft-deleted it
   * @param restoredBefore the offset of the event that had restored it before that; -1 when none
   */
  public record Shown(boolean fork, long hiddenOffset, long restoredBefore) {}

  static final Codec<EmailClaimRow> EMAIL_CLAIM =
      Codec.of(
          (row, out) ->
              out.writeFramed(row.claim(), AccountCodecs.CLAIM).writeString(row.eventId()),
          in -> new EmailClaimRow(in.readFramed(AccountCodecs.CLAIM), in.readString()));

  private RowCodecs() {}

  static byte[] text(String value) {
    return new Out(value.length() + 2).writeString(value).toByteArray();
  }

  static String text(byte[] bytes) {
    return new In(bytes).readString();
  }

  static byte[] number(long value) {
    return new Out(10).writeLong(value).toByteArray();
  }

  static long number(byte[] bytes) {
    return new In(bytes).readLong();
  }
}
