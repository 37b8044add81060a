package io.chatlog.processor.search;

import io.chatlog.processor.search.Words.Token;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a Chatlog that runs, as they were last committed, asked by Lucene alone: the words
 * of a query, and the owner if any, as one boolean query for the best 20. No HTTP, no rows, no
 * highlights, nothing of what makes a hit an answer. Not thread-safe.
 */
public final class SameIndex implements AutoCloseable {
  private static final int BEST = 20;

  private final IndexReader reader;
  private final IndexSearcher searcher;

  /** Opens the indexes of all partitions as one. */
  public SameIndex(List<Path> directories) throws IOException {
    List<IndexReader> readers = new ArrayList<>();
    for (Path directory : directories) {
      readers.add(DirectoryReader.open(new MMapDirectory(directory)));
    }
    reader = new MultiReader(readers.toArray(IndexReader[]::new));
    searcher = new IndexSearcher(reader);
    searcher.setSimilarity(ChatSimilarity.INSTANCE);
  }

  /** How many hits the best page has. */
  public int search(@Nullable String user, String query) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (Token token : Words.ofQuery(query)) {
      any.add(new TermQuery(new Term(IndexFields.TEXT, token.term())), Occur.SHOULD);
    }
    any.setMinimumNumberShouldMatch(1);
    if (user != null) {
      any.add(new TermQuery(new Term(IndexFields.OWNER, user)), Occur.FILTER);
    }
    return searcher.search(any.build(), BEST).scoreDocs.length;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
