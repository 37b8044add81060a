package io.chatlog.query.context;

import java.text.BreakIterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words that a sentence is about: small, in a base form that is good enough to tell that two
 * sentences share a word, without those that every text has. Scripts without spaces give pairs of
 * letters instead.
 */
final class Terms {
  private static final Set<String> STOP =
      Set.copyOf(
          List.of(
              ("a about above after again all almost already also although always am an and any"
                   + " anyone anything are around as ask at away back be because been before being"
                   + " below between both but by can cant cannot could couldnt did didnt do does"
                   + " doesnt doing done dont down during each else enough etc even ever every"
                   + " everything few for from get gets getting go goes going gonna gone good got"
                   + " great had has hasnt have havent having he her here hers him his how however"
                   + " i id if ill im in into is isnt it its itself ive just kind know lets like"
                   + " likely little lot lots made make makes many may maybe me mean might mine"
                   + " more most much must my myself need no nope nor not nothing now of off oh ok"
                   + " okay on once one only or other our ours out over own perhaps please pretty"
                   + " put quite rather really right said same say see seem seems shall she should"
                   + " shouldnt since so some someone something sometimes soon sort still such sure"
                   + " take than thank thanks that thats the their theirs them then there theres"
                   + " these they theyre thing things think this those though through thus to"
                   + " together too try two under until up upon us use used using very via want"
                   + " wanted wants was wasnt way we well were werent what whats whatever when"
                   + " where whether which while who whom whose why will with within without wont"
                   + " would wouldnt wow yeah yep yes yet you youre your yours yourself u ur ya yea"
                   + " hey hi hello lol haha hmm"
                      // enough of others to keep the commonest words out
                      + " der die das und ist nicht ein eine ich du wir ihr sie es den dem mit auf"
                      + " für von zu im bei auch wie was wenn dass aber oder le la les un une et"
                      + " est pas que qui dans pour sur avec ce je tu il elle nous vous el los las"
                      + " una y es en no por con para se lo mi")
                  .split(" ")));

  private Terms() {}

  static boolean isCommon(String word) {
    return STOP.contains(word);
  }

  static Set<String> of(String sentence) {
    Set<String> terms = new LinkedHashSet<>();
    String text =
        Sentences.mayHoldAddress(sentence)
            ? Sentences.ADDRESS.matcher(sentence).replaceAll(" ")
            : sentence;
    BreakIterator breaks = BreakIterator.getWordInstance(Locale.ROOT);
    breaks.setText(text);
    int from = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; from = end, end = breaks.next()) {
      add(text.substring(from, end), terms);
    }
    return terms;
  }

  private static void add(String word, Set<String> terms) {
    if (!Character.isLetterOrDigit(word.codePointAt(0))) {
      return;
    }
    if (word.codePoints().anyMatch(Terms::isSpaceless)) {
      int[] letters = word.codePoints().toArray();
      for (int at = 0; at + 1 < letters.length; at++) {
        terms.add(new String(letters, at, 2));
      }
      return;
    }
    String small = word.toLowerCase(Locale.ROOT).replace("'", "").replace("’", "");
    if (small.length() >= 2 && !STOP.contains(small)) {
      terms.add(base(small));
    }
  }

  /** Takes off the commonest endings of English; harmless for what is none. */
  private static String base(String word) {
    int length = word.length();
    if (length > 5 && word.endsWith("ing")) {
      return undoubled(word.substring(0, length - 3));
    }
    if (length > 4 && word.endsWith("ied")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (length > 4 && word.endsWith("ed")) {
      return undoubled(word.substring(0, length - 2));
    }
    if (length > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")) {
      return withoutE(word.substring(0, length - 1));
    }
    return withoutE(word);
  }

  private static String undoubled(String stem) {
    int length = stem.length();
    return length > 2 && stem.charAt(length - 1) == stem.charAt(length - 2)
        ? stem.substring(0, length - 1)
        : stem;
  }

  private static String withoutE(String word) {
    return word.length() > 4 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
  }

  /** Whether a letter is of a script that writes no spaces between words. */
  static boolean isSpaceless(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
