package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/** The words of a text, as the index sees them. */
final class Words {
  private static final Set<String> IN_PAIRS =
      Set.of(
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL]);

  private Words() {}

  /**
   * A word.
   *
   * @param start its first character in the text
   * @param end behind its last character
   * @param position its place among the words; several words may share one
   * @param inPairs whether contents hold such words as pairs of characters only
   */
  record Token(String term, int start, int end, int position, boolean inPairs) {}

  /** Takes words one by one. */
  @FunctionalInterface
  interface Visitor {
    void visit(CharTermAttribute term, int start, int end, int position);
  }

  /** The words of a phrase of a query, one at each position. */
  static List<Token> ofPhrase(String text) {
    return tokens(ChatAnalyzer.PHRASE, text);
  }

  /** The words of a part of a query that may stand anywhere, with their parts. */
  static List<Token> ofQuery(String text) {
    return tokens(ChatAnalyzer.WORDS, text);
  }

  /** The words of a part of a query, unstemmed. */
  static List<Token> verbatim(String text) {
    return tokens(ChatAnalyzer.VERBATIM, text);
  }

  /** Visits the words of a content, several at a position. */
  static void ofContent(String text, Visitor visitor) {
    try (TokenStream stream = ChatAnalyzer.CONTENT.tokenStream(IndexFields.TEXT, text)) {
      CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
      PositionIncrementAttribute increment = stream.getAttribute(PositionIncrementAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        visitor.visit(term, offset.startOffset(), offset.endOffset(), position);
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a string is read
    }
  }

  private static List<Token> tokens(Analyzer analyzer, String text) {
    List<Token> tokens = new ArrayList<>();
    try (TokenStream stream = analyzer.tokenStream(IndexFields.TEXT, text)) {
      CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
      PositionIncrementAttribute increment = stream.getAttribute(PositionIncrementAttribute.class);
      TypeAttribute type = stream.getAttribute(TypeAttribute.class);
      stream.reset();
      int position = -1;
      while (stream.incrementToken()) {
        position += increment.getPositionIncrement();
        tokens.add(
            new Token(
                term.toString(),
                offset.startOffset(),
                offset.endOffset(),
                position,
                IN_PAIRS.contains(type.type())));
      }
      stream.end();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return tokens;
  }
}
