package io.chatlog.query.context;

import io.chatlog.value.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How much each sentence tells of a conversation: TextRank (Mihalcea and Tarau, 2004) over the
 * likeness of sentences, which is the cosine of their terms, rare terms weighing more (as LexRank
 * does, Erkan and Radev, 2004), times what is known of conversations: the first question says what
 * it is about, system messages say little, a sentence of a dozen words says more than one of four,
 * figures, names and causes say more than opinions.
 *
 * <p>Works on at most {@value #SENTENCES_MAX} sentences, since its cost grows with their square; of
 * more, those are taken that share most terms with the others.
 */
final class Ranking {
  static final int SENTENCES_MAX = 400;

  private static final double DAMPING = 0.85;
  private static final int ROUNDS = 30;
  private static final int BEST_TERMS = 8;

  private static final Pattern CUE =
      Pattern.compile(
          "\\b(?:because|problem|issue|error|fix(?:ed)?|solved|solution|works? now|turns"
              + " out|need(?:s)? to|should|have"
              + " to|must|instead|decided?|recommend|suggest|reserv(?:e|ation|ed)|book(?:ed)?|order(?:ed)?|price|cost|means?|in"
              + " order to|so that|important|please)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIGURE =
      Pattern.compile("[$€£¥] ?\\d|\\d ?(?:%|[€£¥])|\\d:\\d\\d|\\d{3}-\\d{4}");
  private static final Pattern VAGUE =
      Pattern.compile(
          "^(?:it|that|this|they|he|she|those|these|which|and|but|or|so|then|yes|yeah|no|nope|oh|wow|lol|hmm+|ha(?:ha)+)\\b",
          Pattern.CASE_INSENSITIVE);

  private final List<Sentence> sentences;
  private final double[] scores;
  private final double[] lengths;
  private final int opening;

  /** The weights of terms: how rare they are. */
  private final Map<String, Double> rarity = new HashMap<>();

  /** Ranks sentences that are in the order of the conversation. */
  Ranking(List<Sentence> all) {
    this.sentences = all.size() <= SENTENCES_MAX ? List.copyOf(all) : mostShared(all);
    Map<String, Integer> spread = spread(sentences);
    spread.forEach(
        (term, count) -> rarity.put(term, Math.log(1 + (double) sentences.size() / count)));
    this.lengths = sentences.stream().mapToDouble(s -> length(s.terms())).toArray();
    this.opening = opening(sentences);
    this.scores = ranked();
  }

  /** The sentences that were ranked. */
  List<Sentence> sentences() {
    return sentences;
  }

  /** The score of a sentence, by its place; the best is about 1. */
  double score(int at) {
    return scores[at];
  }

  private static Map<String, Integer> spread(List<Sentence> sentences) {
    Map<String, Integer> spread = new HashMap<>();
    for (Sentence sentence : sentences) {
      sentence.terms().forEach(term -> spread.merge(term, 1, Integer::sum));
    }
    return spread;
  }

  private static List<Sentence> mostShared(List<Sentence> all) {
    Map<String, Integer> spread = spread(all);
    double[] shared = new double[all.size()];
    for (int at = 0; at < shared.length; at++) {
      shared[at] =
          all.get(at).terms().stream()
              .map(term -> Math.log(spread.getOrDefault(term, 1)))
              .sorted(Comparator.reverseOrder())
              .limit(BEST_TERMS)
              .mapToDouble(Double::doubleValue)
              .sum();
    }
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer at) -> -shared[at]).thenComparing(at -> at))
        .limit(SENTENCES_MAX)
        .sorted()
        .map(all::get)
        .toList();
  }

  private double[] ranked() {
    int count = sentences.size();
    double[][] likeness = new double[count][count];
    double[] links = new double[count];
    for (int a = 0; a < count; a++) {
      for (int b = a + 1; b < count; b++) {
        double like = likeness(a, b);
        likeness[a][b] = like;
        likeness[b][a] = like;
        links[a] += like;
        links[b] += like;
      }
    }
    double[] rank = new double[count];
    Arrays.fill(rank, 1);
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[count];
      for (int a = 0; a < count; a++) {
        double sum = 0;
        for (int b = 0; b < count; b++) {
          if (likeness[b][a] > 0) {
            sum += likeness[b][a] / links[b] * rank[b];
          }
        }
        next[a] = 1 - DAMPING + DAMPING * sum;
      }
      rank = next;
    }
    double most = 0;
    for (double value : rank) {
      most = Math.max(most, value);
    }
    double[] weighted = new double[count];
    for (int at = 0; at < count; at++) {
      // the root keeps the graph from outweighing everything else
      weighted[at] = Math.sqrt(rank[at] / most) * weight(at);
    }
    return weighted;
  }

  /** How alike two sentences are, 0 to 1. */
  double likeness(int a, int b) {
    Set<String> terms = sentences.get(a).terms();
    double shared = 0;
    for (String term : sentences.get(b).terms()) {
      if (terms.contains(term)) {
        double weight = weightOf(term);
        shared += weight * weight;
      }
    }
    return shared == 0 ? 0 : Math.min(1, shared / (lengths[a] * lengths[b]));
  }

  private double length(Set<String> terms) {
    double sum = 0;
    for (String term : terms) {
      double weight = weightOf(term);
      sum += weight * weight;
    }
    return Math.sqrt(sum);
  }

  private double weightOf(String term) {
    return rarity.getOrDefault(term, 0.0);
  }

  private double weight(int at) {
    Sentence sentence = sentences.get(at);
    double weight =
        switch (sentence.role()) {
          case USER, ASSISTANT -> 1;
          case TOOL -> 0.5;
          case SYSTEM -> 0.2;
        };
    weight *= ofLength(sentence);
    if (at == opening) {
      weight *= 1.6;
    }
    if (CUE.matcher(sentence.text()).find()) {
      weight *= 1.15;
    }
    if (sentence.text().chars().anyMatch(Character::isDigit)) {
      weight *= FIGURE.matcher(sentence.text()).find() ? 1.3 : 1.1;
    }
    if (sentence.role() == Role.ASSISTANT && isQuestion(sentence.text())) {
      weight *= 0.55; // asks for what the answer will tell
    }
    if (VAGUE.matcher(sentence.text()).find()) {
      weight *= 0.75;
    }
    return weight;
  }

  private static boolean isQuestion(String text) {
    return text.endsWith("?") || text.endsWith("？");
  }

  /** Few words say little, and many are hard to read. */
  private static double ofLength(Sentence sentence) {
    int terms = sentence.terms().size();
    int chars = sentence.text().length();
    double few = Math.min(1, 0.4 + terms * 0.1);
    return chars <= 160 ? few : few * Math.max(0.5, 1 - (chars - 160) / 400.0);
  }

  /**
   * The sentence that says what it is about: the first that a user says, or one of the same message
   * that says more; -1 when no user says anything.
   */
  private static int opening(List<Sentence> sentences) {
    int opening = -1;
    for (int at = 0; at < sentences.size(); at++) {
      Sentence sentence = sentences.get(at);
      if (sentence.role() == Role.USER) {
        if (opening < 0) {
          opening = at;
        } else if (sentence.message() != sentences.get(opening).message()) {
          return opening;
        } else if (sentence.terms().size() > sentences.get(opening).terms().size() + 1) {
          opening = at;
        }
      }
    }
    return opening;
  }

  /** The place of the sentence that says what it is about; -1 for none. */
  int opening() {
    return opening;
  }

  /** The place of the best sentence; there must be one. */
  int best() {
    int best = 0;
    for (int at = 1; at < scores.length; at++) {
      best = scores[at] > scores[best] ? at : best;
    }
    return best;
  }
}
