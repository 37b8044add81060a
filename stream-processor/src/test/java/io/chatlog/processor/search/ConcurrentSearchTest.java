package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.value.UserId;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches from many threads while one writes, commits to disk, and closes. */
final class ConcurrentSearchTest {
  private static final int MESSAGES = 400;
  private static final int READERS = 6;

  @TempDir private Path path;

  private static final class Gone extends RuntimeException {}

  @Test
  void aSearchSeesAllThatWasAppliedBeforeItAndEndsWithTheIndex() throws Exception {
    ExecutorService disk = Executors.newSingleThreadExecutor();
    DurableIndex durable =
        DurableIndex.open(
            path,
            0,
            new IndexExpectation("log", Long.MIN_VALUE),
            new IndexSettings(1 << 20, 1 << 18, 1 << 20, 4, Duration.ofMillis(20), false),
            InstantSource.system(),
            disk,
            Gone::new);
    Corpus corpus = new Corpus(durable.index(), new ConcurrentHashMap<>());
    AtomicInteger applied = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(READERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int reader = 0; reader < READERS; reader++) {
        Random random = new Random(reader);
        readers.add(threads.submit(reading(corpus, applied, random, done)));
      }
      for (int message = 0; message < MESSAGES; message++) {
        corpus.say("kernel word" + message);
        applied.set(message + 1);
        if (message % 50 == 49) {
          durable.committed(message);
        }
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      durable.close();
      for (Future<Integer> reader : readers) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
      }
    }
    disk.close();
  }

  /** Searches until the index is gone; which must not be before all was read once. */
  private static Callable<Integer> reading(
      Corpus corpus, AtomicInteger applied, Random random, CountDownLatch done) {
    return () -> {
      int searches = 0;
      boolean all = false;
      while (true) {
        int known = applied.get();
        try {
          if (known > 0) {
            int wanted = random.nextInt(known);
            SearchQuery query = Corpus.query("+kernel +word" + wanted, 2, 0, null);
            SearchPage page =
                random.nextBoolean() ? corpus.page("u", query) : shown(corpus, known - 1, query);
            assertThat(page.hits()).hasSize(1);
            searches++;
          }
        } catch (Gone gone) {
          assertThat(known).isEqualTo(MESSAGES);
          return searches;
        }
        if (known == MESSAGES && !all) {
          all = true;
          done.countDown();
        }
      }
    };
  }

  /** What a search finds that wants to see all up to an offset. */
  private static SearchPage shown(Corpus corpus, long offset, SearchQuery query) {
    assertThat(corpus.index.show(offset, offset)).isGreaterThanOrEqualTo(offset);
    return corpus.index.search(new UserId("u"), query, null, corpus);
  }
}
