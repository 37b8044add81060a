package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.DOCUMENT_ID;
import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.MESSAGE_ID;
import static io.chatlog.view.wire.EntityCodecs.SESSION;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.USER;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;
import static io.chatlog.view.wire.RangeCodecs.PLACE;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.ContextPage;
import io.chatlog.view.Held;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Read;
import io.chatlog.view.Read.FollowMessages;
import io.chatlog.view.Read.GetChanges;
import io.chatlog.view.Read.GetContext;
import io.chatlog.view.Read.GetCredential;
import io.chatlog.view.Read.GetDailyStats;
import io.chatlog.view.Read.GetDocument;
import io.chatlog.view.Read.GetDocumentPart;
import io.chatlog.view.Read.GetEmailClaims;
import io.chatlog.view.Read.GetEmailVoids;
import io.chatlog.view.Read.GetMessage;
import io.chatlog.view.Read.GetOutcomes;
import io.chatlog.view.Read.GetReceipt;
import io.chatlog.view.Read.GetSession;
import io.chatlog.view.Read.GetSessionStats;
import io.chatlog.view.Read.GetStoreFigures;
import io.chatlog.view.Read.GetSystemStats;
import io.chatlog.view.Read.GetTermStatistics;
import io.chatlog.view.Read.GetUser;
import io.chatlog.view.Read.GetUserDailyStats;
import io.chatlog.view.Read.GetUserStats;
import io.chatlog.view.Read.ListAllSessions;
import io.chatlog.view.Read.ListContexts;
import io.chatlog.view.Read.ListDocuments;
import io.chatlog.view.Read.ListMessages;
import io.chatlog.view.Read.ListSessionDocuments;
import io.chatlog.view.Read.ListSessions;
import io.chatlog.view.Read.ListTags;
import io.chatlog.view.Read.ListUserMessages;
import io.chatlog.view.Read.ListUsers;
import io.chatlog.view.Read.RunUpkeep;
import io.chatlog.view.Read.SearchAll;
import io.chatlog.view.Read.SearchUser;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One kind of read on the wire: its number, which is never used for another kind, and the forms of
 * its question and its answer.
 *
 * @param <R> the type of the answer
 * @param <Q> the read
 */
record ReadKind<R, Q extends Read<R>>(int number, Codec<Q> question, Codec<R> answer) {
  private static final ReadKind<?, GetUser> GET_USER =
      new ReadKind<>(
          1,
          Codec.of((read, out) -> USER_ID.write(read.user(), out), in -> new GetUser(user(in))),
          LookupCodec.of(USER));

  private static final ReadKind<?, GetSession> GET_SESSION =
      new ReadKind<>(
          2,
          Codec.of(
              (read, out) -> address(read.user(), read.session(), out),
              in -> new GetSession(user(in), SESSION_ID.read(in))),
          LookupCodec.of(SESSION));

  private static final ReadKind<?, ListSessions> LIST_SESSIONS =
      new ReadKind<>(
          3,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                SessionListCodecs.RANGE.write(read.range(), out);
              },
              in -> new ListSessions(user(in), SessionListCodecs.RANGE.read(in))),
          LookupCodec.of(SessionListCodecs.PAGE));

  private static final ReadKind<?, ListMessages> LIST_MESSAGES =
      new ReadKind<>(
          4,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                RangeCodecs.MESSAGES.write(read.range(), out);
              },
              in -> new ListMessages(user(in), SESSION_ID.read(in), RangeCodecs.MESSAGES.read(in))),
          LookupCodec.of(PageCodecs.MESSAGES));

  private static final ReadKind<?, GetMessage> GET_MESSAGE =
      new ReadKind<>(
          5,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                MESSAGE_ID.write(read.message(), out);
              },
              in -> new GetMessage(user(in), SESSION_ID.read(in), MESSAGE_ID.read(in))),
          LookupCodec.of(MESSAGE));

  private static final ReadKind<?, GetSessionStats> GET_SESSION_STATS =
      new ReadKind<>(
          6,
          Codec.of(
              (read, out) -> address(read.user(), read.session(), out),
              in -> new GetSessionStats(user(in), SESSION_ID.read(in))),
          LookupCodec.of(StatsCodecs.SESSION_STATS));

  private static final ReadKind<?, GetUserStats> GET_USER_STATS =
      new ReadKind<>(
          7,
          Codec.of(
              (read, out) -> USER_ID.write(read.user(), out), in -> new GetUserStats(user(in))),
          LookupCodec.of(StatsCodecs.USER_STATS));

  private static final ReadKind<?, GetOutcomes> GET_OUTCOMES =
      new ReadKind<>(
          9,
          Codec.of(
              (read, out) ->
                  out.writeInt(read.partition())
                      .writeList(read.questions(), OutcomeCodecs.QUESTION)
                      .writeBoolean(read.withEntities()),
              in ->
                  new GetOutcomes(
                      in.readInt(), in.readList(OutcomeCodecs.QUESTION), in.readBoolean())),
          OutcomeCodecs.OUTCOME.list());

  private static final ReadKind<?, GetReceipt> GET_RECEIPT =
      new ReadKind<>(
          10,
          Codec.of(
              (read, out) -> out.writeInt(read.partition()).writeLong(read.offset()),
              in -> new GetReceipt(in.readInt(), in.readLong())),
          OutcomeCodecs.RECEIPT);

  private static final ReadKind<?, ListUsers> LIST_USERS =
      new ReadKind<>(
          11,
          Codec.of(
              (read, out) ->
                  out.writeString(read.prefix())
                      .writeNullableString(read.after() == null ? null : read.after().value())
                      .writeInt(read.limit()),
              in ->
                  new ListUsers(in.readString(), in.readBoolean() ? user(in) : null, in.readInt())),
          PageCodecs.USERS);

  private static final ReadKind<?, GetSystemStats> GET_SYSTEM_STATS =
      new ReadKind<>(
          12, Codec.of((_, _) -> {}, _ -> new GetSystemStats()), StatsCodecs.SYSTEM_STATS);

  private static final ReadKind<?, GetTermStatistics> GET_TERM_STATISTICS =
      new ReadKind<>(
          13,
          Codec.of(
              (read, out) -> out.writeString(read.text()),
              in -> new GetTermStatistics(in.readString())),
          SearchCodecs.TERMS);

  private static final ReadKind<?, GetDailyStats> GET_DAILY_STATS =
      new ReadKind<>(
          30,
          Codec.of(
              (read, out) -> RangeCodecs.DAYS.write(read.range(), out),
              in -> new GetDailyStats(RangeCodecs.DAYS.read(in))),
          StatsCodecs.DAILY);

  private static final ReadKind<?, GetUserDailyStats> GET_USER_DAILY_STATS =
      new ReadKind<>(
          31,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                RangeCodecs.DAYS.write(read.range(), out);
              },
              in -> new GetUserDailyStats(user(in), RangeCodecs.DAYS.read(in))),
          LookupCodec.of(StatsCodecs.DAILY));

  private static final ReadKind<?, ListUserMessages> LIST_USER_MESSAGES =
      new ReadKind<>(
          22, // 20 had an offset for the place
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                PLACE.write(read.after(), out);
                out.writeInt(read.limit());
              },
              in ->
                  new ListUserMessages(
                      user(in), PLACE.read(in), in.readInt(1, MessageRange.LIMIT_MAX))),
          LookupCodec.of(PageCodecs.USER_MESSAGES));

  private static final ReadKind<?, FollowMessages> FOLLOW_MESSAGES =
      new ReadKind<>(
          23,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                out.writeLong(read.afterSeq()).writeInt(read.limit());
              },
              in ->
                  new FollowMessages(
                      user(in),
                      SESSION_ID.read(in),
                      in.readLong(),
                      in.readInt(1, MessageRange.LIMIT_MAX))),
          LookupCodec.of(PageCodecs.MESSAGES));

  private static final ReadKind<?, GetChanges> GET_CHANGES =
      new ReadKind<>(
          21,
          Codec.of(
              (read, out) -> out.writeInt(read.partition()).writeLong(read.afterOffset()),
              in -> new GetChanges(in.readInt(), in.readLong())),
          PageCodecs.CHANGES);

  private static final ReadKind<?, ListAllSessions> LIST_ALL_SESSIONS =
      new ReadKind<>(
          15,
          Codec.of(
              (read, out) -> SessionListCodecs.RANGE.write(read.range(), out),
              in -> new ListAllSessions(SessionListCodecs.RANGE.read(in))),
          SessionListCodecs.PAGE);

  private static final ReadKind<?, ListTags> LIST_TAGS =
      new ReadKind<>(
          16,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                out.writeNullable(read.after(), SessionListCodecs.TAG).writeInt(read.limit());
              },
              in -> new ListTags(user(in), in.readNullable(SessionListCodecs.TAG), in.readInt())),
          LookupCodec.of(SessionListCodecs.TAGS));

  private static final ReadKind<?, GetEmailClaims> GET_EMAIL_CLAIMS =
      new ReadKind<>(
          40,
          Codec.of(
              (read, out) -> out.writeInt(read.partition()).writeList(read.emails(), USER_ID),
              in -> new GetEmailClaims(in.readInt(), in.readList(USER_ID))),
          AccountCodecs.CLAIM.list());

  private static final ReadKind<?, GetEmailVoids> GET_EMAIL_VOIDS =
      new ReadKind<>(
          41,
          Codec.of(
              (read, out) ->
                  out.writeInt(read.partition()).writeList(read.uses(), AccountCodecs.USE),
              in -> new GetEmailVoids(in.readInt(), in.readList(AccountCodecs.USE))),
          AccountCodecs.OFFSET.list());

  private static final ReadKind<?, GetCredential> GET_CREDENTIAL =
      new ReadKind<>(
          42,
          Codec.of(
              (read, out) -> USER_ID.write(read.user(), out), in -> new GetCredential(user(in))),
          LookupCodec.of(AccountCodecs.CREDENTIAL));

  private static final ReadKind<?, RunUpkeep> RUN_UPKEEP =
      new ReadKind<>(
          80,
          Codec.of(
              (read, out) ->
                  UpkeepCodecs.TASK.write(
                      read.task(), out.writeInt(read.partition()).writeString(read.runId())),
              in -> {
                int partition = in.readInt();
                String runId = in.readString();
                return new RunUpkeep(partition, UpkeepCodecs.TASK.read(in), runId);
              }),
          UpkeepCodecs.REPORT);

  private static final ReadKind<?, GetStoreFigures> GET_STORE_FIGURES =
      new ReadKind<>(
          81,
          Codec.of(
              (read, out) -> out.writeInt(read.partition()),
              in -> new GetStoreFigures(in.readInt())),
          UpkeepCodecs.FIGURES);

  private static final ReadKind<?, GetContext> GET_CONTEXT =
      new ReadKind<>(
          70,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                ContextCodecs.CONTEXT_ID.write(read.context(), out);
              },
              in -> new GetContext(user(in), ContextCodecs.CONTEXT_ID.read(in))),
          LookupCodec.of(ContextCodecs.CONTEXT));

  private static final ReadKind<?, ListContexts> LIST_CONTEXTS =
      new ReadKind<>(
          71,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                out.writeNullable(read.session(), SESSION_ID)
                    .writeNullableLong(read.before())
                    .writeInt(read.limit());
              },
              in ->
                  new ListContexts(
                      user(in),
                      in.readNullable(SESSION_ID),
                      in.readNullableLong(),
                      in.readInt(1, ContextPage.LIMIT_MAX))),
          LookupCodec.of(ContextCodecs.PAGE));

  private static final ReadKind<?, GetDocument> GET_DOCUMENT =
      new ReadKind<>(
          50,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                DOCUMENT_ID.write(read.document(), out);
              },
              in -> new GetDocument(user(in), SESSION_ID.read(in), DOCUMENT_ID.read(in))),
          LookupCodec.of(DocumentCodecs.DOCUMENT));

  private static final ReadKind<?, ListDocuments> LIST_DOCUMENTS =
      new ReadKind<>(
          51,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                out.writeNullable(read.session(), SESSION_ID)
                    .writeNullableString(read.mimeType())
                    .writeLong(read.beforeOffset())
                    .writeInt(read.limit());
              },
              in ->
                  new ListDocuments(
                      user(in),
                      in.readNullable(SESSION_ID),
                      in.readNullableString(),
                      in.readLong(),
                      in.readInt(1, ListDocuments.LIMIT_MAX))),
          LookupCodec.of(DocumentCodecs.PAGE));

  private static final ReadKind<?, ListSessionDocuments> LIST_SESSION_DOCUMENTS =
      new ReadKind<>(
          135,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                out.writeNullableString(read.mimeType())
                    .writeLong(read.beforeOffset())
                    .writeInt(read.limit());
              },
              in ->
                  new ListSessionDocuments(
                      user(in),
                      SESSION_ID.read(in),
                      in.readNullableString(),
                      in.readLong(),
                      in.readInt(1, ListDocuments.LIMIT_MAX))),
          LookupCodec.of(DocumentCodecs.PAGE));

  private static final ReadKind<?, GetDocumentPart> GET_DOCUMENT_PART =
      new ReadKind<>(
          52,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                DOCUMENT_ID.write(read.document(), out);
                out.writeInt(read.part());
              },
              in ->
                  new GetDocumentPart(
                      user(in), SESSION_ID.read(in), DOCUMENT_ID.read(in), in.readInt())),
          LookupCodec.of(DocumentCodecs.PART));

  private static final ReadKind<?, Read.GetKeptUser> GET_KEPT_USER =
      new ReadKind<>(
          75,
          Codec.of(
              (read, out) -> USER_ID.write(read.user(), out), in -> new Read.GetKeptUser(user(in))),
          LookupCodec.of(KeptCodecs.USER));

  private static final ReadKind<?, Read.ListKeptUsers> LIST_KEPT_USERS =
      new ReadKind<>(
          76,
          Codec.of(
              (read, out) ->
                  out.writeInt(read.partition())
                      .writeNullable(read.after(), USER_ID)
                      .writeInt(read.limit()),
              in ->
                  new Read.ListKeptUsers(
                      in.readInt(),
                      in.readNullable(USER_ID),
                      in.readInt(1, Read.ListKeptUsers.USERS_MAX))),
          KeptCodecs.USERS);

  private static final ReadKind<?, Read.ListBegunSessions> LIST_BEGUN_SESSIONS =
      new ReadKind<>(
          77,
          Codec.of(
              (read, out) -> {
                USER_ID.write(read.user(), out);
                out.writeNullable(read.after(), KeptCodecs.PLACE).writeInt(read.limit());
              },
              in ->
                  new Read.ListBegunSessions(
                      user(in),
                      in.readNullable(KeptCodecs.PLACE),
                      in.readInt(1, BegunSessions.LIMIT_MAX))),
          LookupCodec.of(KeptCodecs.PLACES));

  private static final ReadKind<?, Read.GetKeptSession> GET_KEPT_SESSION =
      new ReadKind<>(
          78,
          Codec.of(
              (read, out) -> {
                address(read.user(), read.session(), out);
                out.writeLong(read.afterSeq()).writeInt(read.limit());
              },
              in ->
                  new Read.GetKeptSession(
                      user(in),
                      SESSION_ID.read(in),
                      in.readLong(),
                      in.readInt(1, MessageRange.LIMIT_MAX))),
          LookupCodec.of(KeptCodecs.MESSAGES));

  private static final ReadKind<?, Read.CountHeld> COUNT_HELD =
      new ReadKind<>(
          125,
          Codec.of(
              (read, out) -> address(read.user(), read.session(), out),
              in -> new Read.CountHeld(user(in), SESSION_ID.read(in))),
          Codec.of(
              (held, out) ->
                  out.writeLong(held.documents())
                      .writeLong(held.documentBytes())
                      .writeLong(held.contexts()),
              in -> new Held(in.readLong(), in.readLong(), in.readLong())));

  private static final Map<Integer, ReadKind<?, ?>> BY_NUMBER =
      List.<ReadKind<?, ?>>of(
              BackupReadKinds.PERSONAS,
              BackupReadKinds.PANELS,
              BackupReadKinds.PANEL_MESSAGES,
              BackupReadKinds.INSIGHTS,
              BackupReadKinds.DOCUMENTS,
              BackupReadKinds.TEXTS,
              BackupReadKinds.CONTEXTS,
              PanelReadKinds.PERSONA,
              PanelReadKinds.PERSONAS,
              PanelReadKinds.AUTHORED,
              PanelReadKinds.PANEL,
              PanelReadKinds.PANELS,
              PanelReadKinds.MESSAGE,
              PanelReadKinds.MESSAGES,
              PanelReadKinds.INSIGHT,
              PanelReadKinds.INSIGHTS,
              PanelReadKinds.STATS,
              COUNT_HELD,
              GET_USER,
              GET_SESSION,
              LIST_SESSIONS,
              LIST_MESSAGES,
              GET_MESSAGE,
              GET_SESSION_STATS,
              GET_USER_STATS,
              SearchReadKinds.SEARCH_USER,
              SearchReadKinds.SEARCH_USER_AS_OF,
              GET_OUTCOMES,
              GET_RECEIPT,
              LIST_USERS,
              GET_SYSTEM_STATS,
              GET_TERM_STATISTICS,
              SearchReadKinds.SEARCH_ALL,
              SearchReadKinds.SEARCH_ALL_AS_OF,
              SearchReadKinds.SIMILAR_USER,
              SearchReadKinds.SIMILAR_USER_AS_OF,
              SearchReadKinds.SIMILAR_ALL,
              SearchReadKinds.SIMILAR_ALL_AS_OF,
              GET_DAILY_STATS,
              GET_USER_DAILY_STATS,
              LIST_USER_MESSAGES,
              FOLLOW_MESSAGES,
              GET_CHANGES,
              LIST_ALL_SESSIONS,
              LIST_TAGS,
              GET_EMAIL_CLAIMS,
              GET_EMAIL_VOIDS,
              GET_CREDENTIAL,
              RUN_UPKEEP,
              GET_STORE_FIGURES,
              GET_CONTEXT,
              LIST_CONTEXTS,
              GET_DOCUMENT,
              LIST_DOCUMENTS,
              LIST_SESSION_DOCUMENTS,
              GET_DOCUMENT_PART,
              GET_KEPT_USER,
              LIST_KEPT_USERS,
              LIST_BEGUN_SESSIONS,
              GET_KEPT_SESSION)
          .stream()
          .collect(Collectors.toUnmodifiableMap(ReadKind::number, Function.identity()));

  private static UserId user(In in) {
    return USER_ID.read(in);
  }

  private static void address(UserId user, SessionId session, Out out) {
    USER_ID.write(user, out);
    SESSION_ID.write(session, out);
  }

  /** The kind of a read. */
  @SuppressWarnings("unchecked") // the constants above pair each read with its own answer
  static <R> ReadKind<R, Read<R>> of(Read<R> read) {
    ReadKind<?, ?> kind =
        switch (read) {
          case GetUser _ -> GET_USER;
          case GetSession _ -> GET_SESSION;
          case ListSessions _ -> LIST_SESSIONS;
          case ListMessages _ -> LIST_MESSAGES;
          case GetMessage _ -> GET_MESSAGE;
          case GetSessionStats _ -> GET_SESSION_STATS;
          case GetUserStats _ -> GET_USER_STATS;
          case SearchUser search -> SearchReadKinds.of(search);
          case GetOutcomes _ -> GET_OUTCOMES;
          case GetReceipt _ -> GET_RECEIPT;
          case ListUsers _ -> LIST_USERS;
          case GetSystemStats _ -> GET_SYSTEM_STATS;
          case GetTermStatistics _ -> GET_TERM_STATISTICS;
          case SearchAll search -> SearchReadKinds.of(search);
          case Read.SimilarUser similar -> SearchReadKinds.of(similar);
          case Read.SimilarAll similar -> SearchReadKinds.of(similar);
          case GetDailyStats _ -> GET_DAILY_STATS;
          case GetUserDailyStats _ -> GET_USER_DAILY_STATS;
          case ListUserMessages _ -> LIST_USER_MESSAGES;
          case FollowMessages _ -> FOLLOW_MESSAGES;
          case GetChanges _ -> GET_CHANGES;
          case ListAllSessions _ -> LIST_ALL_SESSIONS;
          case ListTags _ -> LIST_TAGS;

          case GetEmailClaims _ -> GET_EMAIL_CLAIMS;
          case GetEmailVoids _ -> GET_EMAIL_VOIDS;
          case GetCredential _ -> GET_CREDENTIAL;
          case RunUpkeep _ -> RUN_UPKEEP;
          case GetStoreFigures _ -> GET_STORE_FIGURES;
          case Read.OfPanels<?> panels -> PanelReadKinds.of(panels);
          case GetContext _ -> GET_CONTEXT;
          case ListContexts _ -> LIST_CONTEXTS;
          case GetDocument _ -> GET_DOCUMENT;
          case ListDocuments _ -> LIST_DOCUMENTS;
          case ListSessionDocuments _ -> LIST_SESSION_DOCUMENTS;
          case GetDocumentPart _ -> GET_DOCUMENT_PART;
          case Read.GetKeptUser _ -> GET_KEPT_USER;
          case Read.ListKeptUsers _ -> LIST_KEPT_USERS;
          case Read.ListBegunSessions _ -> LIST_BEGUN_SESSIONS;
          case Read.GetKeptSession _ -> GET_KEPT_SESSION;
          case Read.OfBackup<?> backup -> BackupReadKinds.of(backup);
          case Read.CountHeld _ -> COUNT_HELD;
        };
    return (ReadKind<R, Read<R>>) kind;
  }

  /** The kind with a number. */
  static ReadKind<?, ?> of(int number) {
    ReadKind<?, ?> kind = BY_NUMBER.get(number);
    if (kind == null) {
      throw new BrokenWire("no read has the number " + number);
    }
    return kind;
  }
}
