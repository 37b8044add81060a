package io.chatlog.benchmarks.scenario;

import io.chatlog.benchmarks.load.Request;
import io.chatlog.benchmarks.system.Subject;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of read.
 *
 * @param requests makes so many of the kind, for whoever is drawn
 * @param leastShare how many of them find something at least, 0..1
 * @param recall how many of what they should find is found, 0..1; null where that is all or nothing
 */
record Question(
    String name,
    Function<Lab, List<Request>> requests,
    double leastShare,
    @Nullable ToDoubleBiFunction<Lab, Subject> recall) {
  private static final int MANY = 2_000;
  private static final int MANY_WITH_VECTOR = 500;

  /** Words that are drawn at random are not in every user's messages. */
  private static final double SEARCHES_THAT_FIND = 0.3;

  private static Question always(String name, Function<Lab, List<Request>> requests) {
    return new Question(name, requests, 1, null);
  }

  private static Question search(String name, Function<Lab, List<Request>> requests) {
    return new Question(name, requests, SEARCHES_THAT_FIND, null);
  }

  static List<Question> lists() {
    return List.of(
        always("latest 20 messages", lab -> lab.workload().latest(MANY)),
        always("20 sessions of a user", lab -> lab.workload().lists(MANY)),
        always("statistics of a session", lab -> lab.workload().sessionStats(MANY)),
        always("statistics of a user", lab -> lab.workload().userStats(MANY)));
  }

  static List<Question> statistics() {
    return List.of(
        always("statistics by day, all users", lab -> List.of(Request.get("/v1/stats/daily"))),
        always(
            "statistics of conversations, all users",
            lab -> List.of(Request.get("/v1/stats/conversations?days=30"))));
  }

  static Question userSearch(boolean highlight) {
    return search("search of a user", lab -> lab.workload().userSearches(MANY, highlight));
  }

  static Question search(boolean highlight) {
    return search("search over all users", lab -> lab.workload().searches(MANY, highlight));
  }

  static List<Question> vectors() {
    return List.of(
        search("10 nearest of a user", lab -> lab.workload().userNearest(MANY_WITH_VECTOR)),
        nearest("10 nearest of all users", false),
        nearest("10 nearest of all users, of a role that 1 % have", true));
  }

  private static Question nearest(String name, boolean few) {
    return new Question(
        name,
        lab -> lab.workload().nearest(MANY_WITH_VECTOR, few),
        1,
        (lab, subject) -> Recall.of(lab, subject, few));
  }
}
