package io.chatlog.processor.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Gives the English stem of each word, and the word itself at the same place where it differs; no
 * term twice at one place.
 *
 * <p>The terms are those of Lucene's {@code KeywordRepeatFilter}, {@code PorterStemFilter} and
 * {@code RemoveDuplicatesTokenFilter} in a row. That chain copies the state of every word and makes
 * a set of the terms at every place, which is a third of what analysis costs; this one copies the
 * characters of a word into a buffer that it keeps, and makes the stem of a word that came lately
 * no second time, see {@link KnownStems}.
 */
final class StemBesideWordFilter extends TokenFilter {
  private final Unstemmed words;
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);

  /** The terms at the present place: more than two only where a word has parts. */
  private final List<Buffer> here = new ArrayList<>();

  private int termsHere;
  private boolean wordIsDue;

  private StemBesideWordFilter(Unstemmed words) {
    super(new PorterStemFilter(words));
    this.words = words;
  }

  static StemBesideWordFilter of(TokenStream input) {
    return new StemBesideWordFilter(new Unstemmed(input));
  }

  @Override
  public boolean incrementToken() throws IOException {
    while (true) {
      if (wordIsDue) {
        wordIsDue = false;
        term.copyBuffer(words.last.chars, 0, words.last.length);
        if (isNew()) {
          increment.setPositionIncrement(0);
          return true;
        }
      }
      if (!input.incrementToken()) {
        return false;
      }
      if (increment.getPositionIncrement() > 0) {
        termsHere = 0;
      }
      wordIsDue = stem();
      if (isNew()) {
        return true;
      }
    }
  }

  /** Makes a stem of the term that the stemmer left alone; whether it is another than the word. */
  private boolean stem() {
    Buffer word = words.last;
    if (words.isKnown) {
      return words.stems.copyTo(words.place, term);
    }
    if (words.place >= 0) {
      words.stems.put(words.place, word.chars, word.length, term);
    }
    return !word.isSame(term);
  }

  /** Whether the term is not at the present place yet; it is from now on. */
  private boolean isNew() {
    for (int at = 0; at < termsHere; at++) {
      if (here.get(at).isSame(term)) {
        return false;
      }
    }
    if (termsHere == here.size()) {
      here.add(new Buffer());
    }
    here.get(termsHere++).set(term);
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    termsHere = 0;
    wordIsDue = false;
  }

  /** Remembers each word before it is stemmed; one whose stem is known the stemmer leaves alone. */
  private static final class Unstemmed extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final KeywordAttribute leaveAlone = addAttribute(KeywordAttribute.class);
    private final Buffer last = new Buffer();
    private final KnownStems stems = new KnownStems();
    private int place;
    private boolean isKnown;

    Unstemmed(TokenStream input) {
      super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (!input.incrementToken()) {
        return false;
      }
      last.set(term);
      place = stems.place(last.chars, last.length);
      isKnown = place >= 0 && stems.isAt(place, last.chars, last.length);
      leaveAlone.setKeyword(isKnown);
      return true;
    }
  }

  /** Characters of a term. */
  private static final class Buffer {
    private char[] chars = new char[32];
    private int length;

    void set(CharTermAttribute term) {
      length = term.length();
      if (length > chars.length) {
        chars = new char[length];
      }
      System.arraycopy(term.buffer(), 0, chars, 0, length);
    }

    boolean isSame(CharTermAttribute term) {
      return Arrays.equals(chars, 0, length, term.buffer(), 0, term.length());
    }
  }
}
