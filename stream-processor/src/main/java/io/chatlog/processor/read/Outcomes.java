package io.chatlog.processor.read;

import io.chatlog.processor.fold.ContextRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.store.Rows;
import io.chatlog.view.Entity;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Read;
import io.chatlog.view.Receipt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of writes. Nothing is kept for a write that was applied: a row that another offset
 * made shows that the write repeated an earlier one. A refused write has a row, for as long as the
 * log has the write.
 */
final class Outcomes {
  private Outcomes() {}

  static List<Outcome> answer(Rows rows, Read.GetOutcomes read) {
    List<Outcome> outcomes = new ArrayList<>(read.questions().size());
    for (OutcomeQuestion question : read.questions()) {
      outcomes.add(outcome(rows, question, read.withEntities()));
    }
    return outcomes;
  }

  private static Outcome outcome(Rows rows, OutcomeQuestion question, boolean withEntity) {
    RejectionRow rejection = rows.rejection(question.offset());
    if (rejection != null) {
      return new Outcome.Refused(rejection.code(), rejection.detail());
    }
    if (question.context() != null) {
      ContextRow row = rows.context(question.user(), question.context());
      return row == null ? gone() : applied(question, row.offset(), 0, row.context(), withEntity);
    }
    if (question.session() == null) {
      UserRow row = rows.user(question.user());
      return row == null
          ? gone()
          : applied(question, row.createdOffset(), 0, row.user(), withEntity);
    }
    if (question.message() == null) {
      SessionRow row = rows.session(question.user(), question.session());
      return row == null
          ? gone()
          : applied(question, row.createdOffset(), 0, row.session(), withEntity);
    }
    MessageRow row = rows.message(question.user(), question.session(), question.message());
    return row == null
        ? gone()
        : applied(question, row.offset(), row.message().seq(), row.message(), withEntity);
  }

  private static Outcome applied(
      OutcomeQuestion question,
      long madeAt,
      long seq,
      @Nullable Entity entity,
      boolean withEntity) {
    return new Outcome.Applied(madeAt != question.offset(), seq, withEntity ? entity : null);
  }

  private static Outcome gone() {
    return new Outcome.Applied(false, 0, null);
  }

  static Receipt receipt(Rows rows, long offset) {
    if (offset > rows.partition().appliedOffset()) {
      return new Receipt.Pending();
    }
    RejectionRow rejection = rows.rejection(offset);
    return rejection == null
        ? new Receipt.Applied()
        : new Receipt.Rejected(rejection.code(), rejection.detail(), rejection.owner());
  }
}
