package io.chatlog.query.context;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts prose into sentences: by the rules of Unicode (UAX 29, as the JDK has them), but not within
 * an address, code or an abbreviation, and at the ends of lines where a line is one of a list or
 * the next one begins anew. Chat has sentences without a full stop; the end of a line ends them.
 */
final class Sentences {
  /** An address, which no sentence ends in. */
  static final Pattern ADDRESS =
      Pattern.compile("\\b(?:https?://|www\\.)[^\\s<>\"]++|[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++");

  private static final Pattern ITEM =
      Pattern.compile("^(?:[-*•+](?!\\s++[-*•+])|\\d{1,3}[.)]|#{1,6}|>++)\\s++");

  private static final Pattern SOUND =
      Pattern.compile(
          "(?:(?:hey|hi|hello|yeah|yea|yep|oh|ok|okay|wow|lol|ah|hm++|haha|ha|anyway)(?:[,!.]++|"
              + " -++)?"
              + "|(?:yes|no|nope|well|so|sure|right|true|agreed|great|cool|nice|thanks|actually|also)(?:[,!]++|"
              + " -++))\\s++(?=[\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE);

  /** An end before a small letter; not dots, behind which a sentence goes on. */
  private static final Pattern SMALL_STOP =
      Pattern.compile("(?<=[\\p{L}\\p{N})\"'])([.!?])\\s++(?=\\p{Ll})");

  private static final Pattern LAUGHTER =
      Pattern.compile(
          "(?:\\s++(?:lol|haha|hehe|xD|:-?[)(DPp]|;-?[)]|\\^\\^)[.!]*+)++$",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "e.g", "i.e", "etc", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "nr", "approx", "dept",
          "inc", "ltd", "corp", "fig", "cf", "u.s", "u.k", "z.b", "bzw", "d.h", "usw", "ca", "pp",
          "vol");

  private Sentences() {}

  /**
   * The sentences of prose, white space made single, in their order.
   *
   * @param isAddressee tells the names that a message is addressed to, as {@code name:} in front of
   *     what is said; these are left out
   */
  static List<String> of(String prose, Predicate<String> isAddressee) {
    List<String> sentences = new ArrayList<>();
    for (String piece : pieces(prose)) {
      String said = withoutAddressee(piece, isAddressee);
      if (!said.isEmpty() && !looksLikeCode(said)) {
        split(said, sentences);
      }
    }
    return sentences;
  }

  /** Lines, those joined that are one sentence wrapped. */
  private static List<String> pieces(String prose) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String line : prose.split("\n", -1)) {
      String text = line.strip().replaceAll("\\s++", " ");
      Matcher item = ITEM.matcher(text);
      boolean begins = text.isEmpty() || item.find() || !goesOn(piece, text);
      if (begins && !piece.isEmpty()) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      if (!text.isEmpty()) {
        String words = begins ? ITEM.matcher(text).replaceFirst("") : text;
        piece.append(piece.isEmpty() ? "" : " ").append(words);
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
    }
    return pieces;
  }

  /** Whether a line goes on with the sentence of the line before. */
  private static boolean goesOn(CharSequence before, String line) {
    if (before.isEmpty()) {
      return true;
    }
    char last = before.charAt(before.length() - 1);
    return (Character.isLetterOrDigit(last) || last == ',' || last == ';')
        && Character.isLowerCase(line.codePointAt(0));
  }

  private static String withoutAddressee(String piece, Predicate<String> isAddressee) {
    int end = Addressee.end(piece);
    return end > 0 && isAddressee.test(Addressee.name(piece, end))
        ? piece.substring(end).strip()
        : piece;
  }

  private static void split(String text, List<String> sentences) {
    String hidden = hidden(text);
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(hidden);
    int from = 0;
    breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (end < text.length() && isOpen(hidden.substring(from, end).strip())) {
        continue;
      }
      splitSmall(text, hidden, from, end, sentences);
      from = end;
    }
  }

  /** Sentences whose writer does without capitals, which Unicode's rules take for one. */
  private static void splitSmall(
      String text, String hidden, int begin, int end, List<String> sentences) {
    Matcher stop = SMALL_STOP.matcher(hidden).region(begin, end);
    int from = begin;
    while (stop.find()) {
      if (!isOpen(hidden.substring(from, stop.end(1)))) {
        add(text.substring(from, stop.end(1)), sentences);
        from = stop.end();
      }
    }
    add(text.substring(from, end), sentences);
  }

  /** The same text with code and addresses made one word each, character for character. */
  static String hidden(String text) {
    String plain = Code.hidden(text);
    return mayHoldAddress(plain) ? Code.hidden(plain, ADDRESS) : plain;
  }

  static boolean mayHoldAddress(String text) {
    return text.indexOf('@') >= 0 || text.contains("://") || text.contains("www.");
  }

  private static void add(String sentence, List<String> sentences) {
    String plain = plain(sentence.strip());
    if (!plain.isEmpty()) {
      sentences.add(plain);
    }
  }

  /** Without the sounds in front and the smiles behind, which say nothing. */
  private static String plain(String sentence) {
    String plain = LAUGHTER.matcher(sentence).replaceFirst("").strip();
    for (int times = 0; times < 3; times++) {
      Matcher sound = SOUND.matcher(plain);
      if (!sound.lookingAt()) {
        return plain;
      }
      plain = plain.substring(sound.end());
    }
    return plain;
  }

  /** Whether a sentence only seems to end, by an abbreviation or an initial. */
  private static boolean isOpen(String sentence) {
    if (!sentence.endsWith(".") || sentence.length() < 2) {
      return false;
    }
    String last = lastWord(sentence);
    return ABBREVIATIONS.contains(last)
        || (last.length() == 1 && Character.isUpperCase(sentence.charAt(sentence.length() - 2)));
  }

  private static String lastWord(String sentence) {
    String stem = sentence.substring(0, sentence.length() - 1);
    return stem.substring(stem.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether it has more signs than a language needs: a line of a log, a path, a drawing. */
  static boolean looksLikeCode(String text) {
    String prose = hidden(text);
    long letters = prose.codePoints().filter(c -> Character.isLetter(c) || c == ' ').count();
    return letters * 10 < text.length() * 5L || hasManySigns(prose);
  }

  static boolean hasManySigns(String text) {
    long signs = text.codePoints().filter(c -> "{}[]<>=;|\\/_$#%&*~^".indexOf(c) >= 0).count();
    return signs * 8 > text.length();
  }
}
