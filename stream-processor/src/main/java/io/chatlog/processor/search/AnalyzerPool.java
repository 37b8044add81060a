package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.lucene.analysis.TokenStream;

/**
 * Analyzers that are lent to one caller at a time. Lucene keeps an analyzer's buffers for each
 * thread; reads run on virtual threads, each of which would make buffers for one read.
 *
 * <p>Thread-safe, never waits.
 */
final class AnalyzerPool {
  private static final int IDLE_MAX = 32;

  private final ChatAnalyzer.Use use;
  private final ArrayBlockingQueue<ChatAnalyzer> idle = new ArrayBlockingQueue<>(IDLE_MAX);

  AnalyzerPool(ChatAnalyzer.Use use) {
    this.use = use;
  }

  /** Reads the words of a text. */
  @FunctionalInterface
  interface Reading {
    /** Takes words off a stream that stands before the first. */
    void read(TokenStream words) throws IOException;
  }

  /** Analyses a text. */
  void analyse(String text, Reading reading) {
    ChatAnalyzer analyzer = idle.poll();
    if (analyzer == null) {
      analyzer = ChatAnalyzer.forOneCaller(use);
    }
    try (TokenStream words = analyzer.tokenStream(IndexFields.TEXT, text)) {
      words.reset();
      reading.read(words);
      words.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a string is read
    }
    idle.offer(analyzer); // one too many is let go
  }
}
