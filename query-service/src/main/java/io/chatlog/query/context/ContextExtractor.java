package io.chatlog.query.context;

import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes a context from messages, without a model: the same messages give the same context. Takes
 * time in the order of the text, and a bounded time for what is ranked (see {@link Ranking}).
 */
public final class ContextExtractor {
  private static final int SUMMARY_SENTENCES_MAX = 4;

  /** How many short sentences are kept for a conversation that has no others. */
  private static final int SMALL_MAX = 20;

  private ContextExtractor() {}

  /**
   * The context of messages.
   *
   * @param messages in the order in which they were said
   * @param available how many there are in the range that was asked for; the newest of them are
   *     given
   */
  public static ExtractedContext extract(List<Said> messages, long available) {
    Set<String> addressees = Addressee.of(messages);
    List<Sentence> sentences = new ArrayList<>();
    List<Sentence> small = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Entities entities = new Entities();
    Names names = new Names();
    for (int at = 0; at < messages.size(); at++) {
      Said said = messages.get(at);
      Code code = Code.of(said.content());
      entities.add(code);
      addressee(said, addressees, entities);
      for (String text : Sentences.of(code.prose(), addressees::contains)) {
        if (said.role() != Role.SYSTEM) {
          names.add(Sentences.hidden(text));
        }
        Sentence sentence = new Sentence(at, said.role(), text, Terms.of(text));
        boolean isSmall = SmallTalk.is(sentence);
        if ((!isSmall || (small.size() < SMALL_MAX && SmallTalk.saysSomething(sentence)))
            && seen.add(text.toLowerCase(Locale.ROOT))) {
          (isSmall ? small : sentences).add(sentence);
        }
      }
    }
    names.found().forEach((name, count) -> entities.add(EntityType.NAMES, name, count));
    Ranking ranking = new Ranking(sentences.isEmpty() ? small : sentences);
    Selection selection = new Selection(ranking);
    List<Integer> points = selection.keyPoints();
    List<String> texts = points.stream().map(at -> ranking.sentences().get(at).text()).toList();
    double lookedAt = available == 0 ? 0 : (double) messages.size() / available;
    return new ExtractedContext(
        selection.summary(SUMMARY_SENTENCES_MAX),
        texts,
        entities.found(),
        Confidence.of(selection.covered(points), ranking.sentences().size(), lookedAt),
        messages.isEmpty()
            ? null
            : new ExtractedContext.Range(
                messages.getFirst().seq(),
                messages.getLast().seq(),
                messages.size(),
                messages.size() >= available));
  }

  private static void addressee(Said said, Set<String> addressees, Entities entities) {
    String content = said.content().stripLeading();
    int end = Addressee.end(content);
    if (end > 0 && addressees.contains(Addressee.name(content, end))) {
      entities.add(EntityType.MENTIONS, Addressee.name(content, end));
    }
  }
}
