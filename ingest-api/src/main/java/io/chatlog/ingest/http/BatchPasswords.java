package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.json.Fields;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.Fault;
import io.chatlog.ingest.accept.UserFields;
import io.chatlog.ingest.accept.WriteContext;
import java.util.List;

/**
 * The users of one batch, some with passwords. A hash takes some tens of milliseconds, so a batch
 * may set a bounded number of them. Not thread-safe: one per batch.
 */
final class BatchPasswords implements ItemAcceptor.FieldsAcceptance {

  private final WriteSteps steps;
  private final WriteContext context;
  private int seen;

  BatchPasswords(WriteSteps steps, WriteContext context) {
    this.steps = steps;
    this.context = context;
  }

  @Override
  public Acceptance accept(Fields json, int index) {
    UserFields fields = steps.fields().user(json);
    Acceptance acceptance = steps.acceptor().user(fields, context.ofItem(index));
    if (fields.password() == null
        || !json.faults().isEmpty()
        || !(acceptance instanceof Acceptance.Accepted accepted)) {
      return acceptance;
    }
    if (++seen > RouteSettings.BATCH_PASSWORDS_MAX) {
      return refused(
          ErrorCode.INVALID_FIELD,
          "a batch sets at most " + RouteSettings.BATCH_PASSWORDS_MAX + " passwords");
    }
    try {
      return new Acceptance.Accepted(steps.hashing().created(accepted.event(), fields.password()));
    } catch (ProblemException busy) {
      return refused(busy.problem().code(), busy.problem().detail());
    }
  }

  private static Acceptance refused(ErrorCode code, String detail) {
    return new Acceptance.Refused(List.of(new Fault("/password", code, detail)));
  }
}
