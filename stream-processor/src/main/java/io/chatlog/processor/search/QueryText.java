package io.chatlog.processor.search;

import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Occurrence;
import io.chatlog.processor.search.QueryClause.Operand;
import io.chatlog.processor.search.QueryClause.Phrase;
import io.chatlog.processor.search.QueryClause.Prefix;
import io.chatlog.processor.search.QueryClause.Word;
import io.chatlog.processor.search.Words.Token;
import io.chatlog.view.SearchQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the query language: words (any of them), {@code "phrases"}, {@code prefix*} of at least
 * {@value #PREFIX_LETTERS_MIN} letters, {@code word~} fuzzy, {@code +must}, {@code -not} before any
 * of these.
 *
 * <p>There is no wrong query: a quote without its partner, a sign before nothing, a star inside a
 * word are passed over or taken as plain words. What holds no word asks for nothing. Of a query's
 * terms the first {@value #TERMS_MAX} count.
 *
 * <p>A plain word that is several terms ({@code wi-fi}, a run of Chinese) is any of them; with a
 * sign, it is the phrase of them.
 */
final class QueryText {
  static final int TERMS_MAX = SearchQuery.TERMS_MAX;
  static final int PREFIX_LETTERS_MIN = 3;

  private final String text;
  private final Set<QueryClause> clauses = new LinkedHashSet<>();
  private int terms;
  private int ignored;
  private int at;

  private QueryText(String text) {
    this.text = text;
  }

  /** The clauses of a query, each once, in the order of the text. */
  static List<QueryClause> parse(String text) {
    return of(text).clauses();
  }

  /** Reads a query. */
  static QueryText of(String text) {
    QueryText reader = new QueryText(text);
    reader.read();
    return reader;
  }

  /** Its clauses, each once, in the order of the text. */
  List<QueryClause> clauses() {
    return List.copyOf(clauses);
  }

  /**
   * How many terms are not looked for, because {@value #TERMS_MAX} stand before them; one that is
   * looked for already is not among them.
   */
  int termsIgnored() {
    return ignored;
  }

  private void read() {
    while (at < text.length()) {
      if (isSpace(text.charAt(at))) {
        at++;
        continue;
      }
      Occurrence occurrence = sign();
      int close = isQuote(text.charAt(at)) ? closingQuote(at + 1) : -1;
      if (close >= 0) {
        phrase(occurrence, text.substring(at + 1, close));
        at = close + 1;
      } else if (isQuote(text.charAt(at))) {
        at++;
      } else {
        int end = at;
        while (end < text.length() && !isSpace(text.charAt(end)) && !isQuote(text.charAt(end))) {
          end++;
        }
        word(occurrence, text.substring(at, end));
        at = end;
      }
    }
  }

  /** Reads a sign that stands right before a word or phrase. */
  private Occurrence sign() {
    char c = text.charAt(at);
    if ((c == '+' || c == '-') && at + 1 < text.length()) {
      char next = text.charAt(at + 1);
      if (!isSpace(next) && next != '+' && next != '-') {
        at++;
        return c == '+' ? Occurrence.REQUIRED : Occurrence.EXCLUDED;
      }
    }
    return Occurrence.OPTIONAL;
  }

  private void phrase(Occurrence occurrence, String quoted) {
    together(occurrence, Words.ofPhrase(quoted));
  }

  private void word(Occurrence occurrence, String raw) {
    if (raw.endsWith("*") && endingIn(occurrence, raw, "*")) {
      return;
    }
    String fuzzy =
        raw.endsWith("~1") || raw.endsWith("~2") ? raw.substring(0, raw.length() - 1) : raw;
    if (fuzzy.endsWith("~") && endingIn(occurrence, fuzzy, "~")) {
      return;
    }
    plain(occurrence, raw);
  }

  private void plain(Occurrence occurrence, String raw) {
    if (occurrence == Occurrence.OPTIONAL) {
      Words.ofQuery(raw).forEach(token -> add(occurrence, new Word(token.term())));
    } else {
      together(occurrence, Words.ofPhrase(raw));
    }
  }

  /** A word with a mark behind it: the mark is meant for the last token, the others are words. */
  private boolean endingIn(Occurrence occurrence, String raw, String mark) {
    List<Token> tokens = Words.verbatim(raw);
    if (tokens.isEmpty()) {
      return false;
    }
    Token last = tokens.getLast();
    int letters = last.term().codePointCount(0, last.term().length());
    boolean prefix = mark.equals("*");
    if (last.inPairs() || (prefix && letters < PREFIX_LETTERS_MIN)) {
      return false;
    }
    if (tokens.size() > 1) {
      plain(occurrence, raw.substring(0, last.start()));
    }
    add(occurrence, prefix ? new Prefix(last.term()) : new Fuzzy(last.term()));
    return true;
  }

  private void together(Occurrence occurrence, List<Token> tokens) {
    int room = Math.min(tokens.size(), TERMS_MAX - terms);
    ignored += tokens.size() - room;
    if (room == 1) {
      add(occurrence, new Word(tokens.getFirst().term()));
    } else if (room > 1) {
      List<String> words = new ArrayList<>();
      tokens.subList(0, room).forEach(token -> words.add(token.term()));
      add(occurrence, new Phrase(words));
    }
  }

  private void add(Occurrence occurrence, Operand operand) {
    QueryClause clause = new QueryClause(occurrence, operand);
    if (terms < TERMS_MAX) {
      terms += clauses.add(clause) ? operand.terms() : 0;
    } else if (!clauses.contains(clause)) {
      ignored += operand.terms();
    }
  }

  private int closingQuote(int from) {
    for (int place = from; place < text.length(); place++) {
      if (isQuote(text.charAt(place))) {
        return place;
      }
    }
    return -1;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '“' || c == '”' || c == '„';
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
