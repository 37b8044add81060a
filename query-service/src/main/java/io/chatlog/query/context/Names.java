package io.chatlog.query.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds proper names by their capitals: words in a row that begin with one, within a sentence. At
 * its beginning every word has a capital, so a first word counts only where the same word has one
 * within a sentence too, or where another one with a capital follows and it is no common word; and
 * never where it is written small as well. A sentence in which most words have capitals tells
 * nothing. Not thread-safe.
 */
final class Names {
  /** Of the scripts that have capitals. */
  private static final String LETTERS = "\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{N}";

  private static final String WORD = "\\p{Lu}[" + LETTERS + "&'’-]*+(?:\\.[" + LETTERS + "]++)*+";

  /** How titles begin that go on in small letters. */
  private static final String TITLE =
      "(?:How|Back|Born|Road|Return|Guide|Welcome) to (?:the |be )?(?=\\p{Lu}[\\p{L}'’]++ \\p{Lu})"
          + "|(?:Back|Return|Welcome) to the (?=\\p{Lu})";

  private static final Pattern BEGINS_TITLE = Pattern.compile(TITLE);

  private static final Pattern RUN =
      Pattern.compile(
          "(?<!["
              + LETTERS
              + "@#/._-])"
              + "(?:"
              + TITLE
              + ")?+"
              + WORD
              + "(?:(?: (?:of the|of|de|la|van|von|del|&)){0,2} "
              + WORD
              + "| \\d{1,4}(?![\\p{L}\\p{N}:.,%]))*+");

  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}'’]++");

  private static final Set<String> NEVER =
      Set.of(
          "i", "i'm", "i'll", "i've", "i'd", "ok", "okay", "lol", "omg", "btw", "imo", "imho",
          "fyi", "aka", "euro", "euros", "dollar", "dollars", "usd", "eur");

  /** What is no name alone, but may be a part of one. */
  private static final Set<String> NOT_ALONE =
      words(
          "monday tuesday wednesday thursday friday saturday sunday january february march april"
              + " may june july august september october november december am pm a the an mr mrs"
              + " ms dr hi hello hey yes no please thanks sure great alright wow oh ah morning"
              + " evening afternoon night friend friends sir madam guys avenue street road glad");

  /** What sentences begin with and names do not: wishes and commands. */
  private static final Set<String> COMMANDS =
      words(
          "add agree apply ask book browse buy call cancel catch change check choose click close"
              + " compare confirm contact copy create delete disable download edit email enable"
              + " enter find fix follow get give google grab help include install keep leave let"
              + " listen load look love meet message move need open order pay pick play press print"
              + " read reboot remove rent reserve reset restart review run save schedule search"
              + " select send show skip sort start stop switch tell text transfer turn type"
              + " uninstall update upgrade upload verify view visit wait watch welcome write loved"
              + " liked saw met both another every each several many two three four five dear good"
              + " happy nice merry hopefully maybe apparently unfortunately fortunately actually"
              + " honestly");

  private record Candidate(String text, boolean first) {}

  private final List<Candidate> candidates = new ArrayList<>();
  private final Map<String, Integer> capital = new HashMap<>();
  private final Map<String, Integer> small = new HashMap<>();

  /** A sentence, without addresses and code. */
  void add(String sentence) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORDS.matcher(sentence);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    long capitals = words.stream().filter(Names::isCapital).count();
    if (words.size() >= 4 && capitals * 3 > words.size() * 2) {
      return;
    }
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (!isCapital(word)) {
        small.merge(word.toLowerCase(Locale.ROOT), 1, Integer::sum);
      } else if (at > 0) {
        capital.merge(word.toLowerCase(Locale.ROOT), 1, Integer::sum);
      }
    }
    Matcher run = RUN.matcher(sentence);
    while (run.find()) {
      boolean first =
          sentence.substring(0, run.start()).chars().noneMatch(Character::isLetterOrDigit);
      candidates.add(new Candidate(clean(run.group()), first));
    }
  }

  private static boolean isCapital(String word) {
    return Character.isUpperCase(word.codePointAt(0));
  }

  private static Set<String> words(String all) {
    return Set.of(all.split(" "));
  }

  private static String clean(String run) {
    return run.replaceAll("(?:'s|’s|['’-]ing|['’.&-])++(?=$)", "").strip();
  }

  /** The names, how often each was found, those first that stand first. */
  Map<String, Integer> found() {
    Map<String, Integer> names = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      String name = name(candidate);
      if (name.length() >= 2) {
        names.merge(name, 1, Integer::sum);
      }
    }
    // part of a longer name that was found: the same one, called shortly
    Set<String> parts = new HashSet<>();
    for (String name : names.keySet()) {
      List<String> words = List.of(name.split(" "));
      if (words.size() > 1) {
        parts.addAll(words);
      }
    }
    names.keySet().removeIf(parts::contains);
    List.copyOf(names.keySet())
        .forEach(
            name -> {
              Integer also = names.get("The " + name);
              if (also != null) {
                names.remove("The " + name);
                names.merge(name, also, Integer::sum);
              }
            });
    return names;
  }

  private String name(Candidate candidate) {
    if (BEGINS_TITLE.matcher(candidate.text()).lookingAt()) {
      return candidate.text();
    }
    List<String> words = new ArrayList<>(List.of(candidate.text().split(" ")));
    if (candidate.first() && !isName(words.getFirst()) && !isPartOfName(words)) {
      words.removeFirst();
    }
    while (!words.isEmpty() && isNoPart(words.getFirst())) {
      words.removeFirst();
    }
    while (!words.isEmpty() && isNoPart(words.getLast())) {
      words.removeLast();
    }
    if (words.size() == 2
        && NOT_ALONE.contains(key(words.getFirst()))
        && !isCapital(words.get(1))) {
      return "";
    }
    boolean any =
        words.stream()
            .anyMatch(word -> isCapital(word) && !isWordOtherwise(word) && !isNoneAlone(word));
    if (!any) {
      return "";
    }
    return clean(String.join(" ", words));
  }

  /** Whether the first word of a sentence is one that has its capital within sentences too. */
  private boolean isName(String word) {
    String key = key(word);
    return capital.getOrDefault(key, 0) > 0
        && small.getOrDefault(key, 0) == 0
        && !Terms.isCommon(key);
  }

  /** Whether the first word of a sentence belongs to the name that the next word is of. */
  private boolean isPartOfName(List<String> words) {
    String key = key(words.getFirst());
    return words.size() > 1
        && isCapital(words.get(1))
        && key.length() > 1
        && key.chars().allMatch(Character::isLetter)
        && small.getOrDefault(key, 0) == 0
        && !Terms.isCommon(key)
        && !NEVER.contains(key)
        && !NOT_ALONE.contains(key)
        && !COMMANDS.contains(key);
  }

  private static boolean isNoPart(String word) {
    return NEVER.contains(key(word))
        || (!isCapital(word) && !Character.isDigit(word.codePointAt(0)));
  }

  private static boolean isNoneAlone(String word) {
    String key = key(word);
    return NOT_ALONE.contains(key) || Terms.isCommon(key.replace("'", ""));
  }

  /** Whether it is mostly written small. */
  private boolean isWordOtherwise(String word) {
    String key = key(word);
    return small.getOrDefault(key, 0) > capital.getOrDefault(key, 0);
  }

  private static String key(String word) {
    return word.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("(?:'s|[.&-])++$", "");
  }
}
