package io.chatlog.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.fake.InMemoryEventLog;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.LogRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmittedLogTest {
  private static final LogRecord RECORD = new LogRecord(0, new byte[10], new byte[90]);

  private final InMemoryEventLog memory = new InMemoryEventLog(1);

  @Test
  void aCallAtTheBoundIsAdmittedAndGivesBack() {
    InflightBytes inflight = new InflightBytes(2L * RECORD.bytes());
    AdmittedLog log = new AdmittedLog(memory, inflight);

    for (int round = 0; round < 3; round++) {
      assertThat(log.append(List.of(RECORD, RECORD)))
          .allSatisfy(result -> assertThat(result).isInstanceOf(Append.Acknowledged.class));
      assertThat(inflight.held()).isZero();
    }
  }

  @Test
  void aCallBeyondTheBoundIsRefusedAsAWhole() {
    AdmittedLog log = new AdmittedLog(memory, new InflightBytes(2L * RECORD.bytes() - 1));

    assertThat(log.append(List.of(RECORD, RECORD)))
        .hasSize(2)
        .allSatisfy(
            result ->
                assertThat(((Append.NotWritten) result).code())
                    .isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    assertThat(memory.size()).isZero();
    assertThat(log.append(List.of(RECORD)).getFirst()).isInstanceOf(Append.Acknowledged.class);
  }

  @Test
  void bytesAreGivenBackWhateverTheLogDoes() {
    InflightBytes inflight = new InflightBytes(1_000);
    memory.fate(
        written -> {
          throw new IllegalStateException("broken");
        });
    AdmittedLog log = new AdmittedLog(memory, inflight);

    assertThatThrownBy(() -> log.append(List.of(RECORD))).hasMessage("broken");
    assertThat(inflight.held()).isZero();
  }

  @Test
  void takingAndGivingKeepsCount() {
    InflightBytes inflight = new InflightBytes(10);

    assertThat(inflight.tryAcquire(10)).isTrue();
    assertThat(inflight.tryAcquire(1)).isFalse();
    assertThat(inflight.tryAcquire(Long.MAX_VALUE)).isFalse();
    inflight.release(4);
    assertThat(inflight.tryAcquire(4)).isTrue();
    assertThat(inflight.held()).isEqualTo(10);
    assertThatThrownBy(() -> inflight.release(11)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new InflightBytes(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
