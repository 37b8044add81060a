package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartitionIndexesTest {
  private static final IndexExpectation LOG = new IndexExpectation("log", Long.MIN_VALUE);

  @TempDir private Path root;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private PartitionIndexes indexes() {
    return new PartitionIndexes(root, IndexSettings.withBuffer(4 << 20), () -> now);
  }

  private static DurableIndex open(PartitionIndexes indexes, int partition) {
    return indexes.open(
        "state", partition, LOG, RowFiles.NONE, () -> new IllegalStateException("gone"));
  }

  @Test
  void whatWasLeftBehindGoesAfterAWhile() throws Exception {
    PartitionIndexes indexes = indexes();
    DurableIndex held = open(indexes, 0);
    indexes.close(open(indexes, 1));
    Files.createDirectories(root.resolve("state-of-old").resolve("7").resolve("nested"));
    Files.createDirectories(root.resolve("state").resolve("9.abandoned"));
    indexes.sweep();
    assertThat(root.resolve("state/9.abandoned")).doesNotExist();
    now = now.plus(PartitionIndexes.KEEP).minusMillis(1);
    indexes.sweep();
    assertThat(root.resolve("state/1")).exists();
    now = now.plusMillis(1);
    indexes.sweep();
    assertThat(root.resolve("state/0")).exists();
    assertThat(root.resolve("state/1")).doesNotExist();
    assertThat(root.resolve("state-of-old/7")).doesNotExist();
    indexes.close(held);
  }

  @Test
  void aPartitionThatComesBackKeepsItsIndex() {
    PartitionIndexes indexes = indexes();
    DurableIndex first = open(indexes, 1);
    new Corpus(first.index()).say("kernel");
    first.committed(5);
    indexes.close(first);
    indexes.sweep();
    now = now.plus(PartitionIndexes.KEEP);
    DurableIndex second = open(indexes, 1);
    indexes.sweep();
    assertThat(second.floor()).hasValue(5);
    indexes.close(second);
    indexes.sweep();
    now = now.plus(Duration.ofMinutes(1));
    indexes.sweep();
    assertThat(root.resolve("state/1")).exists();
  }

  @Test
  void figuresAreOfOpenIndexes() {
    PartitionIndexes indexes = indexes();
    DurableIndex index = open(indexes, 3);
    Corpus corpus = new Corpus(index.index());
    corpus.say("kernel");
    corpus.find("kernel");
    index.committed(5);
    assertThat(indexes.figures())
        .singleElement()
        .satisfies(
            figures -> {
              assertThat(figures.store()).isEqualTo("state");
              assertThat(figures.partition()).isEqualTo(3);
              assertThat(figures.messages()).isEqualTo(1);
              assertThat(figures.bytes()).isPositive();
            });
    indexes.close(index);
    assertThat(indexes.figures()).isEmpty();
  }

  @Test
  void nothingToSweepIsNoFault() {
    new PartitionIndexes(root.resolve("absent"), IndexSettings.withBuffer(4 << 20), () -> now)
        .sweep();
    assertThat(root.resolve("absent")).doesNotExist();
  }
}
