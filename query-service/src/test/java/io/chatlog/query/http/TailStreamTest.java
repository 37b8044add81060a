package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.LiveOutput;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.tail.TailHub;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.testkit.sse.SseReader;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.StreamPlace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a client that takes its time. */
@Timeout(30)
class TailStreamTest {
  private static final int WRITE_MILLIS_MAX = 50;

  /** Nobody's data ever changes. */
  private static final class Quiet implements Reads {
    @Override
    public <R> Answer<R> read(Read<R> read, Freshness freshness) {
      return new Answer.Failed<>(ErrorCode.POSITION_NOT_REACHED, "nothing happens");
    }

    @Override
    public int partitionOf(UserId user) {
      return 0;
    }

    @Override
    public int partitionCount() {
      return 1;
    }
  }

  private final TailHub hub =
      new TailHub(new Quiet(), new TailLimits(9, 10_000, 1, 9, 9, 9, WRITE_MILLIS_MAX));

  @AfterEach
  void close() {
    hub.close();
  }

  /** A session with one message behind each place, for ever. */
  private static TailSource.Page behind(StreamPlace place) {
    StreamPlace next = StreamPlace.at(place.offset() + 1);
    var message = ModelValues.message("ada", "s", "m", Role.USER, "content", 0);
    return new TailSource.Page(
        List.of(new TailSource.Item(next, message)),
        next,
        true,
        false,
        new Answer.Complete<>(0, Positions.NONE, false, List.of()));
  }

  private TailStream stream() {
    return new TailStream(
        (place, limit, freshness) -> behind(place),
        new TailParameters(StreamPlace.at(0), false, Set.of(), 1, 9),
        hub.limits(),
        hub.listen(new UserId("ada")).orElseThrow(),
        behind(StreamPlace.at(0)));
  }

  @Test
  void aSlowClientIsToldToResumeBehindWhatItGot() throws Exception {
    ByteArrayOutputStream client = new ByteArrayOutputStream();
    CountDownLatch cutOff = new CountDownLatch(1);
    OutputStream slow =
        new OutputStream() {
          private int writes;

          @Override
          public void write(int b) {
            throw new AssertionError("bytes are written together");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            if (++writes == 3) {
              awaitUninterrupted(cutOff); // it comes for sure when the time is up twice
            }
            client.write(bytes, offset, length);
          }
        };
    stream().writeTo(new LiveOutput(slow, cutOff::countDown));
    SseReader events = new SseReader(new ByteArrayInputStream(client.toByteArray()));
    for (long id = 1; id <= 3; id++) {
      assertThat(events.nextEvent().id()).isEqualTo(Long.toString(id));
    }
    SseReader.Block last = events.nextEvent();
    assertThat(last.event()).isEqualTo("resume");
    assertThat(last.data()).isEqualTo("{\"reason\":\"slow_reader\",\"last_event_id\":\"3\"}");
    assertThat(events.nextBlock()).isNull();
    assertThat(hub.listeners()).isZero();
  }

  @Test
  void whoIsNotAdmittedAnyMoreIsToldNothingNew() throws Exception {
    TailSource source = (place, limit, freshness) -> behind(place);
    Runnable refusal =
        () -> {
          throw new ProblemException(ErrorCode.UNAUTHORIZED, "not any more");
        };
    TailLimits unhurried = new TailLimits(9, 10_000, 1, 9, 9, 9, 60_000);
    TailStream stream =
        new TailStream(
            source.checkedBy(refusal),
            new TailParameters(StreamPlace.at(0), false, Set.of(), 1, 9),
            unhurried,
            hub.listen(new UserId("ada")).orElseThrow(),
            behind(StreamPlace.at(0)));
    ByteArrayOutputStream client = new ByteArrayOutputStream();
    stream.writeTo(new LiveOutput(client, () -> {}));
    SseReader events = new SseReader(new ByteArrayInputStream(client.toByteArray()));
    assertThat(events.nextEvent().id()).isEqualTo("1");
    SseReader.Block last = events.nextEvent();
    assertThat(last.event()).isEqualTo("end");
    assertThat(last.data()).isEqualTo("{\"reason\":\"unauthorized\",\"last_event_id\":\"1\"}");
    assertThat(hub.listeners()).isZero();
  }

  @Test
  void aClientThatTakesNothingIsCutOffAndNoLongerListens() {
    CountDownLatch cutOff = new CountDownLatch(1);
    OutputStream blocked =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("bytes are written together");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            awaitUninterrupted(cutOff);
            throw new IOException("the connection is closed");
          }
        };
    assertThatThrownBy(() -> stream().writeTo(new LiveOutput(blocked, cutOff::countDown)))
        .isInstanceOf(IOException.class)
        .hasMessage("the connection is closed");
    assertThat(hub.listeners()).isZero();
  }

  private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      throw new IOException(stop);
    }
  }
}
