package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.value.UserId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowDifferenceTest {
  private static Optional<RowDifference> between(RejectionRow expected, RejectionRow found) {
    return RowDifference.of(
        Keys.rejection(7), RowCodecs.REJECTION.encode(expected), RowCodecs.REJECTION.encode(found));
  }

  @Test
  void theWordsOfARefusalAreNoDifference() {
    UserId ada = new UserId("ada");
    RejectionRow row = new RejectionRow(ErrorCode.SESSION_NOT_FOUND, "no session", ada);
    assertThat(between(row, new RejectionRow(row.code(), "it is deleted", ada))).isEmpty();
    assertThat(between(row, new RejectionRow(ErrorCode.USER_NOT_FOUND, row.detail(), ada)))
        .map(RowDifference::expected)
        .contains("code = SESSION_NOT_FOUND");
    assertThat(between(row, new RejectionRow(row.code(), row.detail(), new UserId("bob"))))
        .isPresent();
  }
}
