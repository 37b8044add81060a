package io.chatlog.query.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Changes;
import io.chatlog.view.Freshness;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TailHubTest {
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");

  /** Shows what is asked, and answers what a test says. */
  private static final class Scripted implements Reads {
    private final BlockingQueue<Read.GetChanges> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer<Changes>> answers = new LinkedBlockingQueue<>();

    @Override
    @SuppressWarnings("unchecked") // nothing but changes is asked for
    public <R> Answer<R> read(Read<R> read, Freshness freshness) {
      Read.GetChanges changes = (Read.GetChanges) read;
      assertThat(freshness.atLeast())
          .isEqualTo(Positions.of(new Position(0, changes.afterOffset() + 1)));
      asked.add(changes);
      try {
        return (Answer<R>) answers.take();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new Answer.Failed<>(ErrorCode.NOT_READY, "stopping");
      }
    }

    @Override
    public int partitionOf(UserId user) {
      return 0;
    }

    @Override
    public int partitionCount() {
      return 1;
    }

    void answer(Changes changes) {
      answers.add(new Answer.Complete<>(changes, Positions.NONE, false, List.of()));
    }

    void fail(ErrorCode code) {
      answers.add(new Answer.Failed<>(code, "as scripted"));
    }

    /** Behind which offset was asked next. */
    long asked() throws InterruptedException {
      Read.GetChanges next = asked.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("a question").isNotNull();
      return next.afterOffset();
    }
  }

  private final Scripted reads = new Scripted();
  private final TailHub hub = new TailHub(reads, new TailLimits(3, 1, 1, 1, 1, 1, 1));

  @AfterEach
  void close() {
    hub.close();
  }

  private TailListener listen(UserId user) {
    return hub.listen(user).orElseThrow();
  }

  private static Changes of(long upTo, UserId... users) {
    return new Changes(upTo, false, List.of(users).stream().map(Changes::hash).toList());
  }

  private static boolean woken(TailListener listener) throws InterruptedException {
    return listener.awaitNews(TimeUnit.SECONDS.toNanos(20));
  }

  private static boolean sleeps(TailListener listener) throws InterruptedException {
    return !listener.awaitNews(0);
  }

  @Test
  void whoeverChangedIsWokenAndNobodyElse() throws Exception {
    TailListener ann = listen(ANN);
    TailListener bob = listen(BOB);
    assertThat(reads.asked()).isEqualTo(-1);
    reads.answer(Changes.ofAnyone(7));
    assertThat(woken(ann)).isTrue();
    assertThat(woken(bob)).isTrue();
    assertThat(ann.seen()).isEqualTo(Positions.of(new Position(0, 7)));

    assertThat(reads.asked()).isEqualTo(7);
    reads.answer(of(9, ANN));
    assertThat(woken(ann)).isTrue();
    assertThat(reads.asked()).isEqualTo(9);
    assertThat(sleeps(bob)).isTrue();
    assertThat(sleeps(ann)).as("woken once").isTrue();
  }

  @Test
  void nothingNewWakesNobody() throws Exception {
    TailListener ann = listen(ANN);
    reads.asked();
    reads.answer(of(3));
    assertThat(reads.asked()).isEqualTo(3);
    reads.fail(ErrorCode.POSITION_NOT_REACHED);
    assertThat(reads.asked()).isEqualTo(3);
    reads.answer(of(4, BOB));
    assertThat(reads.asked()).isEqualTo(4);
    assertThat(sleeps(ann)).isTrue();
  }

  @Test
  void everyoneIsWokenOnceAfterTheOwnerWasAway() throws Exception {
    TailListener ann = listen(ANN);
    reads.asked();
    reads.answer(of(3));
    reads.asked();
    reads.fail(ErrorCode.PARTITION_UNAVAILABLE);
    assertThat(reads.asked()).as("from the same place on").isEqualTo(3);
    assertThat(sleeps(ann)).isTrue();
    reads.answer(of(4));
    assertThat(woken(ann)).isTrue();
    reads.asked();
    reads.answer(of(5));
    reads.asked();
    assertThat(sleeps(ann)).isTrue();
  }

  @Test
  void withoutListenersNothingIsAsked() throws Exception {
    TailListener ann = listen(ANN);
    reads.asked();
    ann.close();
    ann.close();
    assertThat(hub.listeners()).isZero();
    reads.answer(of(3));
    assertThat(reads.asked.poll(300, TimeUnit.MILLISECONDS)).isNull();
    TailListener again = listen(ANN);
    assertThat(reads.asked()).as("where it left off").isEqualTo(3);
    assertThat(again.seen()).isEqualTo(Positions.of(new Position(0, 3)));
  }

  @Test
  void noMoreListenThanMay() {
    TailListener first = listen(ANN);
    listen(ANN);
    listen(BOB);
    assertThat(hub.listen(BOB)).isEmpty();
    first.close();
    assertThat(hub.listen(BOB)).isPresent();
    assertThat(hub.listeners()).isEqualTo(3);
  }

  @Test
  void closingEndsEveryListener() throws Exception {
    TailListener ann = listen(ANN);
    reads.asked();
    assertThat(ann.isEnded()).isFalse();
    hub.close();
    assertThat(woken(ann)).isTrue();
    assertThat(ann.isEnded()).isTrue();
  }
}
