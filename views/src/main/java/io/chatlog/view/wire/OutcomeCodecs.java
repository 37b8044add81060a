package io.chatlog.view.wire;

import static io.chatlog.view.wire.ContextCodecs.CONTEXT;
import static io.chatlog.view.wire.ContextCodecs.CONTEXT_ID;
import static io.chatlog.view.wire.EntityCodecs.MESSAGE;
import static io.chatlog.view.wire.EntityCodecs.MESSAGE_ID;
import static io.chatlog.view.wire.EntityCodecs.SESSION;
import static io.chatlog.view.wire.EntityCodecs.SESSION_ID;
import static io.chatlog.view.wire.EntityCodecs.USER;
import static io.chatlog.view.wire.EntityCodecs.USER_ID;
import static io.chatlog.view.wire.LookupCodec.ERROR_CODE;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.UserId;
import io.chatlog.view.Entity;
import io.chatlog.view.Message;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Receipt;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import org.jspecify.annotations.Nullable;

/** What became of writes. */
public final class OutcomeCodecs {
  private static final int NO_ENTITY = 0;
  private static final int A_USER = 1;
  private static final int A_SESSION = 2;
  private static final int A_MESSAGE = 3;
  private static final int A_CONTEXT = 12;
  private static final int APPLIED = 0;
  private static final int REFUSED = 1;
  private static final int PENDING = 2;

  /** Questions about writes. */
  public static final Codec<OutcomeQuestion> QUESTION =
      Codec.of(
          (question, out) -> {
            out.writeLong(question.offset()).writeString(question.user().value());
            out.writeNullableString(question.session() == null ? null : question.session().value());
            out.writeNullableString(question.message() == null ? null : question.message().value());
            out.writeNullable(question.context(), CONTEXT_ID);
          },
          in ->
              new OutcomeQuestion(
                  in.readLong(),
                  USER_ID.read(in),
                  in.readBoolean() ? SESSION_ID.read(in) : null,
                  in.readBoolean() ? MESSAGE_ID.read(in) : null,
                  in.readNullable(CONTEXT_ID)));

  /** Outcomes of writes; the entity stands in a frame. */
  public static final Codec<Outcome> OUTCOME =
      Codec.of(
          (outcome, out) -> {
            switch (outcome) {
              case Outcome.Applied applied -> {
                out.writeByte(APPLIED).writeBoolean(applied.duplicate()).writeLong(applied.seq());
                writeEntity(applied.entity(), out);
              }
              case Outcome.Refused refused ->
                  writeRefusal(refused.code(), refused.detail(), out.writeByte(REFUSED));
            }
          },
          in ->
              switch (in.readByte()) {
                case APPLIED ->
                    new Outcome.Applied(in.readBoolean(), in.readLong(), readEntity(in));
                case REFUSED -> new Outcome.Refused(ERROR_CODE.read(in), in.readString());
                default -> throw new BrokenWire("not an outcome");
              });

  /** Receipts of positions. */
  public static final Codec<Receipt> RECEIPT =
      Codec.of(
          (receipt, out) -> {
            switch (receipt) {
              case Receipt.Applied _ -> out.writeByte(APPLIED);
              case Receipt.Rejected rejected -> {
                writeRefusal(rejected.code(), rejected.detail(), out.writeByte(REFUSED));
                UserId owner = rejected.owner();
                out.writeNullableString(owner == null ? null : owner.value());
              }
              case Receipt.Pending _ -> out.writeByte(PENDING);
            }
          },
          in ->
              switch (in.readByte()) {
                case APPLIED -> new Receipt.Applied();
                case REFUSED ->
                    new Receipt.Rejected(
                        ERROR_CODE.read(in),
                        in.readString(),
                        in.readBoolean() ? USER_ID.read(in) : null);
                case PENDING -> new Receipt.Pending();
                default -> throw new BrokenWire("not a receipt");
              });

  private OutcomeCodecs() {}

  private static void writeRefusal(ErrorCode code, String detail, Out out) {
    ERROR_CODE.write(code, out);
    out.writeString(detail);
  }

  private static void writeEntity(@Nullable Entity entity, Out out) {
    switch (entity) {
      case null -> out.writeByte(NO_ENTITY);
      case User user -> out.writeByte(A_USER).writeFramed(user, USER);
      case Session session -> out.writeByte(A_SESSION).writeFramed(session, SESSION);
      case Message message -> out.writeByte(A_MESSAGE).writeFramed(message, MESSAGE);
      case SavedContext context -> out.writeByte(A_CONTEXT).writeFramed(context, CONTEXT);
    }
  }

  private static @Nullable Entity readEntity(In in) {
    return switch (in.readByte()) {
      case NO_ENTITY -> null;
      case A_USER -> in.readFramed(USER);
      case A_SESSION -> in.readFramed(SESSION);
      case A_MESSAGE -> in.readFramed(MESSAGE);
      case A_CONTEXT -> in.readFramed(CONTEXT);
      default -> throw new BrokenWire("not an entity");
    };
  }
}
