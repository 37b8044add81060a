package io.chatlog.query.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Gathers what is named in a conversation, by rules. What one rule takes is hidden from those that
 * follow, so that an address is no mention and a date no number. Not thread-safe.
 */
final class Entities {
  private static final String MONTHS =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";

  private static final Pattern URL =
      Pattern.compile("\\b(?:https?://|www\\.)[^\\s<>\"`。，、；：！？）」』】]++");
  private static final Pattern EMAIL =
      Pattern.compile("(?<![\\w.+-])[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++");
  private static final Pattern MENTION =
      Pattern.compile("(?<![\\w@/])@([\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]{0,38}[\\p{L}\\p{N}_])");

  private static final Pattern DATE =
      Pattern.compile(
          "\\b\\d{4}-\\d{2}-\\d{2}\\b(?:T[\\d:.]++(?:Z|[+-]\\d{2}:\\d{2})?)?"
              + "|\\b\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d{2})\\b|\\b\\d{1,2}\\.\\d{1,2}\\.\\d{4}\\b"
              + "|\\d{4}年\\d{1,2}月(?:\\d{1,2}日)?|\\d{1,2}月\\d{1,2}日"
              + "|\\b"
              + MONTHS
              + " \\d{1,2}(?:st|nd|rd|th)?\\b(?!:)(?:,? \\d{4}\\b)?"
              + "|\\b\\d{1,2}(?:st|nd|rd|th)? (?:of )?"
              + MONTHS
              + "(?:,? \\d{4}\\b)?|\\b(?:(?:next|last|this|on)"
              + " )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b(?:(?= next week) next"
              + " week|(?!(?-i: \\p{Lu})))|\\b(?:the )?day after"
              + " tomorrow\\b|\\b(?:today|tomorrow|yesterday|tonight)\\b|\\bthe"
              + " \\d{1,2}(?:st|nd|rd|th)\\b(?! (?:centur|floor|time|place|season|episode|grade"
              + "|row|edition|generation|option|one|line|person|round|quarter|street|avenue|week))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TIME =
      Pattern.compile(
          "\\b(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?(?: ?[ap]\\.?m\\b\\.?)?"
              + "|\\b(?:1[0-2]|[1-9]) ?[ap]\\.?m\\b\\.?"
              + "|\\b(?:half past|quarter past|quarter to) [a-z]{3,8}\\b"
              + "|\\b(?:1[0-2]|[1-9]) o'?clock\\b|\\d{1,2}時(?:\\d{1,2}分)?|\\d{1,2}点",
          Pattern.CASE_INSENSITIVE);

  private static final int PHONE_DIGITS_MIN = 7;
  private static final int PHONE_DIGITS_MAX = 15;

  /** So often a number counts whose unit tells what it is of, beside one that stands alone. */
  private static final int MEASURE_WEIGHT = 3;

  private final Map<EntityType, Map<String, Integer>> found = new EnumMap<>(EntityType.class);

  /** How much of one message is looked at for what it names, in characters. */
  static final int LOOKED_AT_CHARS_MAX = 20_000;

  /** What is written in prose, without the code blocks, and the code itself. */
  void add(Code code) {
    for (String block : code.blocks()) {
      if (block.length() <= ExtractedContext.CODE_CHARS_MAX) {
        add(EntityType.CODE, block);
      }
    }
    String prose = code.prose();
    String text = Code.hidden(prose.substring(0, Math.min(prose.length(), LOOKED_AT_CHARS_MAX)));
    if (Sentences.mayHoldAddress(text)) {
      text = take(EntityType.URLS, URL, text);
      text = take(EntityType.EMAILS, EMAIL, text);
      text = take(EntityType.MENTIONS, MENTION, text);
    }
    text = take(EntityType.DATES, DATE, text);
    boolean figures = text.chars().anyMatch(Character::isDigit);
    if (figures || text.contains(" past ") || text.contains("uarter to ")) {
      text = take(EntityType.TIMES, TIME, text);
    }
    if (figures) {
      text = take(EntityType.MONEY, Figures.MONEY, Code.hidden(text, Figures.DOTTED));
      text = take(EntityType.PHONES, Figures.PHONE, text);
      text = take(EntityType.NUMBERS, Figures.MEASURE, text, MEASURE_WEIGHT);
      text = prose(text);
      text = take(EntityType.NUMBERS, Figures.COUNT, text, MEASURE_WEIGHT);
      text = take(EntityType.DATES, Figures.YEAR, text);
      take(EntityType.NUMBERS, Figures.BARE, text);
    }
  }

  /** Without the lines of logs and listings, whose figures tell nothing by themselves. */
  private static String prose(String text) {
    return text.lines()
        .filter(line -> !Sentences.hasManySigns(line))
        .collect(Collectors.joining("\n"));
  }

  /** Something of which another rule knows what it is. */
  void add(EntityType type, String value) {
    add(type, value, 1);
  }

  /** Something that was named so often. */
  void add(EntityType type, String value, int times) {
    if (value.isEmpty()
        || (type != EntityType.CODE && value.length() > ExtractedContext.ENTITY_CHARS_MAX)) {
      return;
    }
    Map<String, Integer> values = found.computeIfAbsent(type, _ -> new LinkedHashMap<>());
    values.merge(value, times, Integer::sum);
  }

  private String take(EntityType type, Pattern pattern, String text) {
    return take(type, pattern, text, 1);
  }

  private String take(EntityType type, Pattern pattern, String text, int weight) {
    Matcher matcher = pattern.matcher(text);
    char[] rest = null;
    while (matcher.find()) {
      String value = trimmed(type, matcher.group().strip());
      if ((type == EntityType.DATES && value.equalsIgnoreCase("may"))
          || (type == EntityType.PHONES && !isPhone(value))) {
        continue;
      }
      add(type, value, weight);
      rest = rest == null ? text.toCharArray() : rest;
      Arrays.fill(rest, matcher.start(), matcher.end(), '\u0001');
    }
    return rest == null ? text : new String(rest);
  }

  /** Without what belongs to the sentence around it. */
  private static String trimmed(EntityType type, String value) {
    String text = value.replaceAll("\\s++", " ");
    if (type == EntityType.URLS) {
      text = text.replaceAll("[.,;:!?'*_~]++$", "");
      while (text.endsWith(")") && count(text, '(') < count(text, ')')) {
        text = text.substring(0, text.length() - 1).replaceAll("[.,;:!?]++$", "");
      }
      return text.replaceAll("[\\]}]++$", "");
    }
    if (type == EntityType.EMAILS || type == EntityType.MENTIONS) {
      return text.replaceAll("[.-]++$", "");
    }
    if (type == EntityType.TIMES) {
      return text.toLowerCase(Locale.ROOT).endsWith("m.") && !text.contains(".m")
          ? text.substring(0, text.length() - 1)
          : text;
    }
    if (type == EntityType.DATES) {
      return text.replaceAll("^[Oo]n |\\.$", "");
    }
    return type == EntityType.NUMBERS || type == EntityType.MONEY
        ? text.replaceAll("[.,]++$", "")
        : text;
  }

  private static boolean isPhone(String value) {
    long digits = value.chars().filter(Character::isDigit).count();
    return digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX;
  }

  private static long count(String text, char c) {
    return text.chars().filter(other -> other == c).count();
  }

  /** Those that were named most often, in the order in which they were named first. */
  Map<EntityType, List<String>> found() {
    Map<EntityType, List<String>> all = new LinkedHashMap<>();
    for (EntityType type : EntityType.values()) {
      Map<String, Integer> values = found.getOrDefault(type, Map.of());
      List<String> kept = new ArrayList<>(values.keySet());
      if (kept.size() > ExtractedContext.ENTITIES_MAX) {
        List<String> often = new ArrayList<>(kept);
        often.sort((a, b) -> values.getOrDefault(b, 0) - values.getOrDefault(a, 0));
        kept.retainAll(often.subList(0, ExtractedContext.ENTITIES_MAX));
      }
      all.put(type, kept);
    }
    return all;
  }
}
