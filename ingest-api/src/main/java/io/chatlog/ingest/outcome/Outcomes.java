package io.chatlog.ingest.outcome;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until acknowledged writes are decided, and says how. Stateless: the same question may be
 * asked again, of any node, at any time. Thread-safe.
 *
 * <p>Each partition is asked once for all of its writes (in parts, where there are more than one
 * read may ask for), different partitions at the same time on virtual threads.
 */
public final class Outcomes {
  private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

  private final Reads reads;

  public Outcomes(Reads reads) {
    this.reads = reads;
  }

  /**
   * What became of writes.
   *
   * @param waitMillis how long to wait for the decision, 0..{@link Freshness#WAIT_MILLIS_MAX}
   * @param withEntities whether the outcomes bear the entities
   * @return one result for each write, in the order of the call
   */
  public List<Decided> of(List<Written> writes, int waitMillis, boolean withEntities) {
    Decided[] results = new Decided[writes.size()];
    List<Part> parts = parts(writes);
    if (parts.size() == 1) {
      ask(parts.getFirst(), writes, waitMillis, withEntities, results);
    } else {
      askAll(parts, writes, waitMillis, withEntities, results);
    }
    return Arrays.asList(results);
  }

  /** The writes of one partition, as indexes into the list of all. */
  private record Part(int partition, List<Integer> writes) {}

  private static List<Part> parts(List<Written> writes) {
    Map<Integer, Part> open = new TreeMap<>();
    List<Part> parts = new ArrayList<>();
    for (int at = 0; at < writes.size(); at++) {
      int partition = writes.get(at).position().partition();
      Part part = open.get(partition);
      if (part == null || part.writes().size() == Read.GetOutcomes.QUESTIONS_MAX) {
        part = new Part(partition, new ArrayList<>());
        open.put(partition, part);
        parts.add(part);
      }
      part.writes().add(at);
    }
    return parts;
  }

  private void askAll(
      List<Part> parts,
      List<Written> writes,
      int waitMillis,
      boolean withEntities,
      Decided[] results) {
    List<Thread> asking = new ArrayList<>(parts.size());
    for (Part part : parts) {
      // Each thread writes its own slots; the join below makes them visible.
      asking.add(
          Thread.ofVirtual()
              .name("outcomes-of-" + part.partition())
              .start(() -> ask(part, writes, waitMillis, withEntities, results)));
    }
    boolean interrupted = false;
    for (Thread thread : asking) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException stop) {
          // The slots belong to the threads until they end: end them, then go on waiting.
          interrupted = true;
          asking.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(
      Part part, List<Written> writes, int waitMillis, boolean withEntities, Decided[] results) {
    List<OutcomeQuestion> questions = new ArrayList<>(part.writes().size());
    long highest = -1;
    for (int index : part.writes()) {
      Written write = writes.get(index);
      Written.Target target = write.target();
      long offset = write.position().offset();
      questions.add(
          new OutcomeQuestion(
              offset, target.user(), target.session(), target.message(), target.context()));
      highest = Math.max(highest, offset);
    }
    Freshness decided =
        new Freshness(Positions.of(new Position(part.partition(), highest)), waitMillis, false);
    Answer<List<Outcome>> answer;
    try {
      answer = reads.read(new Read.GetOutcomes(part.partition(), questions, withEntities), decided);
      if (answer instanceof Answer.Complete<List<Outcome>> complete
          && complete.value().size() != questions.size()) {
        throw new IllegalStateException(
            complete.value().size() + " outcomes for " + questions.size() + " questions");
      }
    } catch (RuntimeException fault) {
      // The writes are accepted, whatever is wrong with reading: that is what the caller must hear.
      LOG.error("the outcomes of accepted writes could not be read", fault);
      answer = new Answer.Failed<>(ErrorCode.INTERNAL, "the outcome could not be read");
    }
    fill(part, answer, results);
  }

  private static void fill(Part part, Answer<List<Outcome>> answer, Decided[] results) {
    switch (answer) {
      case Answer.Complete<List<Outcome>> complete -> {
        for (int at = 0; at < part.writes().size(); at++) {
          results[part.writes().get(at)] = new Decided.Yes(complete.value().get(at));
        }
      }
      case Answer.Failed<List<Outcome>> failed -> {
        Decided notYet = new Decided.NotYet(failed.code(), failed.detail());
        for (int index : part.writes()) {
          results[index] = notYet;
        }
      }
    }
  }
}
