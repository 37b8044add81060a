package io.chatlog.query.context;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses from ranked sentences those that say most together: the best first, each one worth less
 * by how much it is like one that is chosen (maximal marginal relevance, Carbonell and Goldstein,
 * 1998), none that is nearly the same.
 */
final class Selection {
  private static final double NEARLY_THE_SAME = 0.6;

  /** From here on, signs have their space in themselves. */
  private static final int WIDE = 0x3000;

  private static final Pattern ENDED = Pattern.compile("[.!?…:;,。！？：；，][\"'”’)\\]*`」』）]*+$");

  private final Ranking ranking;
  private final List<Sentence> sentences;
  private final List<Integer> chosen;

  Selection(Ranking ranking) {
    this.ranking = ranking;
    this.sentences = ranking.sentences();
    this.chosen = choose(wanted(sentences.size()));
  }

  /** Few sentences need few points; from about forty on, as many as there may be. */
  private static int wanted(int sentences) {
    return sentences <= 3
        ? sentences
        : Math.min(ExtractedContext.KEY_POINTS_MAX, 2 + sentences / 4 + (sentences > 8 ? 1 : 0));
  }

  private List<Integer> choose(int most) {
    List<Integer> best = new ArrayList<>();
    double[] alike = new double[sentences.size()];
    while (best.size() < most) {
      int next = -1;
      double nextScore = 0;
      for (int at = 0; at < alike.length; at++) {
        double score = ranking.score(at) * (1 - alike[at]);
        if (alike[at] < NEARLY_THE_SAME
            && score > nextScore
            && sentences.get(at).text().length() <= ExtractedContext.KEY_POINT_CHARS_MAX) {
          next = at;
          nextScore = score;
        }
      }
      if (next < 0) {
        return best;
      }
      best.add(next);
      for (int at = 0; at < alike.length; at++) {
        alike[at] = at == next ? 1 : Math.max(alike[at], ranking.likeness(at, next));
      }
    }
    return best;
  }

  /** The places of the sentences chosen, in the order of the conversation. */
  List<Integer> keyPoints() {
    return chosen.stream().sorted().toList();
  }

  /**
   * The best of those chosen that have room, in the order of the conversation, as one text. Where
   * not one sentence has room, the beginning of the best.
   */
  String summary(int sentencesMax) {
    List<Integer> order = new ArrayList<>(chosen);
    if (order.remove(Integer.valueOf(ranking.opening()))) {
      order.addFirst(ranking.opening()); // what follows is understood from it
    }
    List<Integer> told = new ArrayList<>();
    int chars = 0;
    for (int at : order) {
      int length = ended(sentences.get(at).text()).length() + 1;
      if (told.size() < sentencesMax && chars + length <= ExtractedContext.SUMMARY_CHARS_MAX + 1) {
        told.add(at);
        chars += length;
      }
    }
    if (told.isEmpty()) {
      return sentences.isEmpty() ? "" : cut(sentences.get(ranking.best()).text());
    }
    StringBuilder summary = new StringBuilder();
    for (int at : told.stream().sorted().toList()) {
      summary.append(ended(sentences.get(at).text()));
      if (summary.codePointBefore(summary.length()) < WIDE) {
        summary.append(' ');
      }
    }
    return summary.toString().strip();
  }

  /** With a full stop where it has no end, since another sentence may follow. */
  private static String ended(String sentence) {
    if (ENDED.matcher(sentence).find()) {
      return sentence;
    }
    return sentence + (Terms.isSpaceless(sentence.codePointBefore(sentence.length())) ? "。" : ".");
  }

  /** Whole words from the beginning, as many as there is room for. */
  private static String cut(String sentence) {
    int room = ExtractedContext.SUMMARY_CHARS_MAX - 1;
    if (sentence.length() <= room) {
      return sentence;
    }
    int end = sentence.lastIndexOf(' ', room);
    if (end <= 0) {
      end = Character.isHighSurrogate(sentence.charAt(room - 1)) ? room - 1 : room;
    }
    return sentence.substring(0, end).stripTrailing() + "…";
  }

  /**
   * Which part of what all the sentences are about these are about too, 0 to 1: of each term as
   * often as it comes.
   */
  double covered(List<Integer> places) {
    Set<String> terms = new HashSet<>();
    places.forEach(at -> terms.addAll(sentences.get(at).terms()));
    Map<String, Integer> spread = new HashMap<>();
    sentences.forEach(s -> s.terms().forEach(term -> spread.merge(term, 1, Integer::sum)));
    long all = 0;
    long covered = 0;
    for (Map.Entry<String, Integer> term : spread.entrySet()) {
      all += term.getValue();
      covered += terms.contains(term.getKey()) ? term.getValue() : 0;
    }
    return all == 0 ? 0 : (double) covered / all;
  }
}
