package io.chatlog.processor.search;

import io.chatlog.processor.search.Words.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * An index as one would write it with Lucene alone: the same analysis, Lucene's own BM25 as it
 * comes, any of the words of a query. To compare rankings and costs with. Not thread-safe.
 */
public final class PlainLucene implements AutoCloseable {
  private static final String ID = "id";
  private static final String TEXT = "text";

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /** A text under an id. */
  public record Entry(String id, String text) {}

  /**
   * Indexes texts.
   *
   * @param asChatlog whether repetitions count as little as they do in Chatlog: k1 of BM25 is that
   *     of Chatlog in place of Lucene's 1.2
   */
  public PlainLucene(List<Entry> entries, boolean asChatlog) throws IOException {
    Similarity similarity = asChatlog ? ChatSimilarity.INSTANCE : new BM25Similarity();
    try (IndexWriter writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(ChatAnalyzer.forThreads(ChatAnalyzer.Use.CONTENT))
                .setSimilarity(similarity))) {
      for (Entry entry : entries) {
        Document document = new Document();
        document.add(new StringField(ID, entry.id(), Field.Store.YES));
        document.add(new TextField(TEXT, entry.text(), Field.Store.NO));
        writer.addDocument(document);
      }
    }
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
    searcher.setSimilarity(similarity);
  }

  /** The ids of the best texts for a query, best first. */
  public List<String> best(String query, int many) throws IOException {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    int terms = 0;
    for (Token token : Words.ofQuery(query)) {
      if (terms++ < QueryText.TERMS_MAX) {
        any.add(new TermQuery(new Term(TEXT, token.term())), Occur.SHOULD);
      }
    }
    List<String> ids = new ArrayList<>();
    StoredFields stored = searcher.storedFields();
    for (ScoreDoc hit : searcher.search(any.build(), many).scoreDocs) {
      ids.add(stored.document(hit.doc).get(ID));
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
