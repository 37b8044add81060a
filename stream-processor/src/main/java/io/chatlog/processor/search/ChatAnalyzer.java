package io.chatlog.processor.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a word, the same for contents and queries: Unicode's word boundaries (words longer
 * than 255 characters are cut) and changes of script, folded by {@link FoldingFilter}, Chinese,
 * Japanese, Korean, Thai and other scripts without spaces in pairs of characters, English stems by
 * Porter. No stop words: phrases are found whole, and ranking makes frequent words light by itself.
 *
 * <p>Contents yield more than queries: the unstemmed word, for prefixes and fuzzy words, which a
 * stem would hide ({@code install} stems to {@code instal}); single characters of Chinese and its
 * like, for queries of one character; and more parts of compound names. What does so at one place
 * adds no length to a content.
 */
final class ChatAnalyzer extends Analyzer {
  /**
   * Names what an index holds. Another tag on disk means that the index is built anew: raise the
   * number with any change of fields or analysis. Analyzers change between releases of Lucene too.
   */
  static final String SCHEMA_TAG = "10/" + Version.LATEST;

  private static final int PAIRED =
      CJKBigramFilter.HAN
          | CJKBigramFilter.HIRAGANA
          | CJKBigramFilter.KATAKANA
          | CJKBigramFilter.HANGUL;

  /** What is analysed. */
  enum Use {
    /** Contents. */
    CONTENT,
    /** Phrases of queries: one term at each place, a compound name as pairs of its pieces. */
    PHRASE,
    /** Plain words of queries, with the parts of compound names. */
    WORDS,
    /** What is compared with unstemmed words. */
    VERBATIM
  }

  private final Use use;

  private ChatAnalyzer(Use use, ReuseStrategy buffers) {
    super(buffers);
    this.use = use;
  }

  /** For the writer of an index: keeps buffers for each thread. */
  static ChatAnalyzer forThreads(Use use) {
    return new ChatAnalyzer(use, Analyzer.GLOBAL_REUSE_STRATEGY);
  }

  /** For one caller at a time, from whatever thread: keeps one set of buffers. */
  static ChatAnalyzer forOneCaller(Use use) {
    return new ChatAnalyzer(use, new OneSetOfBuffers());
  }

  private static final class OneSetOfBuffers extends ReuseStrategy {
    private @Nullable TokenStreamComponents buffers;

    @Override
    public @Nullable TokenStreamComponents getReusableComponents(Analyzer analyzer, String field) {
      return buffers;
    }

    @Override
    public void setReusableComponents(
        Analyzer analyzer, String field, TokenStreamComponents components) {
      buffers = components;
    }
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new StandardTokenizer();
    TokenStream named = new WordEndsFilter(words);
    return new TokenStreamComponents(
        words,
        switch (use) {
          case CONTENT ->
              StemBesideWordFilter.of(
                  inPairs(folded(new WordPartsFilter(named, WordParts.Of.CONTENT)), true));
          case PHRASE ->
              new PorterStemFilter(
                  inPairs(folded(new WordPartsFilter(named, WordParts.Of.PHRASE)), false));
          case WORDS ->
              new PorterStemFilter(
                  inPairs(folded(new WordPartsFilter(named, WordParts.Of.QUERY)), false));
          case VERBATIM -> folded(named);
        });
  }

  private static TokenStream folded(TokenStream words) {
    return new ArabicNormalizationFilter(new FoldingFilter(words));
  }

  private static TokenStream inPairs(TokenStream words, boolean content) {
    return new SyllablePairsFilter(new CJKBigramFilter(words, PAIRED, content), content);
  }
}
