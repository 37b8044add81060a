package io.chatlog.query.context;

import io.chatlog.value.Role;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is said for its own sake: greetings, thanks, assent, and offers of help. */
final class SmallTalk {
  private static final int WORDS_LEAST = 4;
  private static final int TERMS_LEAST = 2;
  private static final int SPACELESS_LEAST = 6;

  private static final Pattern PHRASE =
      Pattern.compile(
          "(?:how (?:are|r) (?:you|u)\\b|how('?s| is) it going|how can i help|(?:can|may) i"
              + " (?:help|assist)|(?:anything|something) else|(?:have|enjoy) (?:a|your)"
              + " (?:good|great|nice|wonderful|lovely)|nice (?:to"
              + " meet|talking|chatting|chat)|(?:good|great) (?:talking|chatting|chat)\\b|you'?re"
              + " (?:very |most )?welcome|thank(?:s| you) (?:so much |very much |a lot )?for|thanks"
              + " a lot|thank you (?:so|very) much|(?:sounds|looks) (?:good|great|perfect)|let"
              + " (?:me|us) know (?:if|how|when)|talk to you (?:later|soon)|see you"
              + " (?:later|soon)|(?:i am|i'm) glad (?:i|to)|that(?:'?s| is)"
              + " (?:all|it|everything)\\b|i (?:totally |completely )?(?:agree|see)\\b|(?:i'?m|i"
              + " am) (?:doing )?(?:good|fine|well)\\b|good"
              + " (?:morning|evening|afternoon|night|luck)|pleas(?:e)? (?:confirm|verify)"
              + " (?:the|that|these)|i have no idea|i don'?t know)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern SPACELESS_PHRASE =
      Pattern.compile("(?:你好|您好|谢谢|再见|早上好|こんにちは|ありがとう|おはよう|よろしく|さようなら)");

  private SmallTalk() {}

  /** What a chat room says of itself. */
  private static final Pattern COMING_AND_GOING =
      Pattern.compile("^\\S+ (?:has (?:joined|left|quit)|is now known as)\\b");

  /** Whether a sentence tells nothing of what the conversation is about. */
  static boolean is(Sentence sentence) {
    String text = sentence.text();
    if (sentence.role() == Role.SYSTEM && COMING_AND_GOING.matcher(text).find()) {
      return true;
    }
    long spaceless = text.codePoints().filter(Terms::isSpaceless).count();
    if (spaceless > 0 && spaceless * 2 >= text.length() / 2) {
      return spaceless < SPACELESS_LEAST
          || (spaceless < 3 * SPACELESS_LEAST && SPACELESS_PHRASE.matcher(text).find());
    }
    String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+");
    if (words.length < WORDS_LEAST || sentence.terms().size() < TERMS_LEAST) {
      return true;
    }
    int terms = sentence.terms().size();
    return terms <= 4 && PHRASE.matcher(text).find();
  }

  /** Whether one that is small, or short, tells something where nothing more is said. */
  static boolean saysSomething(Sentence sentence) {
    return !sentence.terms().isEmpty()
        && sentence.role() != Role.SYSTEM
        && !PHRASE.matcher(sentence.text()).find()
        && !SPACELESS_PHRASE.matcher(sentence.text()).find();
  }
}
