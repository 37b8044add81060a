package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.search.Expansions.Near;
import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class UserTermsTest {
  private static final int MANY = UserTerms.WHOLE_MAX / 4 + 100;
  private static final UserId USER = new UserId("u");

  private static Document document(String owner, String text) {
    Document document = new Document();
    document.add(new StringField(IndexFields.OWNER, owner, Field.Store.NO));
    document.add(new TextField(IndexFields.TEXT, text, Field.Store.NO));
    return document;
  }

  /** One user says one word often and another one once; others say that one and one more often. */
  private static DirectoryReader world() throws IOException {
    IndexWriter writer =
        new IndexWriter(
            new ByteBuffersDirectory(), new IndexWriterConfig(new WhitespaceAnalyzer()));
    for (int at = 0; at < MANY; at++) {
      writer.addDocument(document("v", "kernol kernal"));
      writer.addDocument(document("u", at == MANY - 1 ? "kernel kernol" : "kernel"));
    }
    return DirectoryReader.open(writer);
  }

  @Test
  void aMisspeltWordStandsForWhatTheUserSaysHoweverOftenOthersSayMore() throws Exception {
    UserTerms terms = new UserTerms(SearchView.of(0, world()).of(USER), USER);
    List<Near> near = terms.near(new Fuzzy("kernel"));
    assertThat(near).extracting(Near::term).containsExactlyInAnyOrder("kernel", "kernol");
  }
}
