package io.chatlog.query.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.topic.LogSizes;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Read;
import io.chatlog.view.Receipt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What became of a write, by its position.
 *
 * <p>The token of a user is told of refusals of that user's own writes only. Of any other position
 * that is decided it is told {@code applied}, whosever write that is and whatever became of it: an
 * answer of another kind would tell that somebody's write was refused there.
 */
final class ReceiptRoutes implements Routes {
  private final ReadSteps steps;
  private final LogSizes log;

  /**
   * @param log where it ends
   */
  ReceiptRoutes(ReadSteps steps, LogSizes log) {
    this.steps = steps;
    this.log = log;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.GET, "/v1/receipts/{position}", "get_receipt", this::get);
  }

  private static boolean isOpen(Caller caller, @Nullable UserId owner) {
    return !(caller instanceof Caller.OfUser) || (owner != null && caller.opens(owner));
  }

  private Answer get(Request request) {
    Position position =
        Position.parse(request.path("position"))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.INVALID_POSITION,
                        "a position is partition:offset, as in 3:1842"));
    if (position.partition() >= steps.reads().partitionCount()) {
      throw new ProblemException(
          ErrorCode.RECEIPT_NOT_FOUND, "there is no partition " + position.partition());
    }
    if (request.caller() instanceof Caller.OfUser(UserId user)
        && steps.reads().partitionOf(user) != position.partition()) {
      throw new ProblemException(
          ErrorCode.RECEIPT_NOT_FOUND, "no write of the token's user is in that partition");
    }
    Complete<Receipt> complete =
        steps.ask(request, new Read.GetReceipt(position.partition(), position.offset()));
    if (complete.value() instanceof Receipt.Pending) {
      requireGiven(position, complete);
    }
    return ReadSteps.telling(
        complete,
        Answer.json(
            200,
            json -> {
              json.startObject().field("position", position.toString());
              switch (complete.value()) {
                case Receipt.Applied() -> json.field("outcome", "applied");
                case Receipt.Pending() -> json.field("outcome", "pending");
                case Receipt.Rejected(ErrorCode code, String detail, UserId owner) -> {
                  if (isOpen(request.caller(), owner)) {
                    json.field("outcome", "rejected")
                        .field("code", code.wireName())
                        .field("detail", detail);
                  } else {
                    json.field("outcome", "applied");
                  }
                }
              }
              json.endObject();
            }));
  }

  /**
   * Ends the request when no write can have a position: the log, asked after the request came, ends
   * before it. While the log does not tell, it may be that of a write.
   */
  private void requireGiven(Position position, Complete<?> complete) {
    OptionalLong end = log.endOf(position.partition());
    if (end.isPresent() && position.offset() >= end.getAsLong()) {
      throw ReadSteps.missing(
          complete, ErrorCode.RECEIPT_NOT_FOUND, "no write has got this position yet");
    }
  }
}
