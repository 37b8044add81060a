package io.chatlog.query.context;

import java.util.regex.Pattern;

/**
 * Rules for what is said in figures. They are asked one after the other, each of what those before
 * it left: amounts of money, telephone numbers, measures, counts, years, and bare numbers last.
 */
final class Figures {
  /** The address of a machine, and other figures that are no number. */
  static final Pattern DOTTED = Pattern.compile("\\b\\d++(?:\\.\\d++){3,}");

  private static final String FIGURE = "[+-]?\\d++(?:[.,]\\d++)*+";

  static final Pattern MONEY =
      Pattern.compile(
          "(?<![\\w.,])(?:(?:US|CA|AU)?[$€£¥₹] ?"
              + FIGURE
              + "(?: ?(?:k|m|bn|million|billion)\\b)?"
              + "|"
              + FIGURE
              + "(?: (?:million|billion))?"
              + " ?(?:[€£¥₹]|円|元|(?:usd|eur|gbp|jpy|chf|dollars?|euros?|bucks?|cents?)\\b))",
          Pattern.CASE_INSENSITIVE);

  /** With the code of a country, or as North America writes them. */
  static final Pattern PHONE =
      Pattern.compile(
          "(?<![\\w.,+/-])(?:\\+[1-9]\\d{0,2}(?:[ .-]?\\(?\\d{1,4}\\)?){2,5}"
              + "|(?:1[ -])?\\(\\d{3}\\) ?\\d{3}[ -]\\d{4}"
              + "|(?:1[ -])?\\d{3}([ -])\\d{3}\\1\\d{4})(?![\\w-])");

  /** Figures with a unit, or a span of them; sizes such as 4x6; decimals, versions, thousands. */
  static final Pattern MEASURE =
      Pattern.compile(
          "(?<![\\w.,])(?:(?:\\d++(?:[.,]\\d++)*+ ?[-–] ?)?(?:"
              + FIGURE
              + " ?(?:%|‰|°[CF]?|percent\\b)"
              + "|"
              + FIGURE
              + " ?(?:[kmgt]i?b(?:/s|ps|it)?|[kmg]?hz|[kc]?m|mm|km/h|mph|kg|g|mg|lbs?|pounds?|oz|ml|l|ms"
              + "|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|miles?|feet|foot|ft|inch(?:es)?|yards?|degrees?(?:"
              + " (?:fahrenheit|celsius))?|px|dpi|mah|watts?|w"
              + "|volts?|v|times|people|million|billion|thousand|stars?|rooms?|tickets?|points?)\\b)|\\d{1,5}"
              + " ?[x×] ?\\d{1,5}(?: ?[x×] ?\\d{1,5})?(?!\\w|\\.\\d)|\\d++(?:[.,]\\d++)++(?!\\w))",
          Pattern.CASE_INSENSITIVE);

  /** What no number that stands for itself is joined to. */
  private static final String ALONE = "(?<![\\w.,/\\\\:;#$@=<>^~*+'’&-])";

  private static final String NOT_JOINED =
      "(?![\\w/\\\\=@#^~*+'’-]|[.,:]\\d|(?<=[(\\[{]\\d{1,12})[)\\]}]|(?<=(?:^|\\n"
          + ")[ \\t]{0,8}\\d{1,3})[.)]\\s)";

  private static final String YEAR_FIGURES = "(?:19|20)\\d{2}";

  /** How many of something: a whole number before a word that has the form of a plural. */
  static final Pattern COUNT =
      Pattern.compile(
          ALONE
              + "(?!"
              + YEAR_FIGURES
              + " )\\d{1,12}"
              + " (?:children|women|men|(?!(?:does|goes|says|always|perhaps|sometimes|besides"
              + "|towards|works|needs|seems|means|looks|makes|comes|gets|lets)\\b)"
              + "[a-z]{2,20}[a-hj-rtv-z]s)(?![\\w/=:_@-]|[.'’]\\w)");

  /** A year of the last century or this one, or ten of them. */
  static final Pattern YEAR =
      Pattern.compile("(?<![\\w.,/:#$-])" + YEAR_FIGURES + "(?:s\\b)?(?![\\w/.-]*\\d|\\w)");

  /**
   * A whole number of two figures or more by itself: in no word, path or address, not what numbers
   * a line, and not part of the name before it, as in Windows 95.
   */
  static final Pattern BARE =
      Pattern.compile(ALONE + "(?<!\\p{Lu}\\p{L}{1,20} )\\d{2,12}" + NOT_JOINED);

  private Figures() {}
}
