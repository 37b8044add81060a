package io.chatlog.query.http;

import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose messages are searched.
 *
 * @param user null for all users
 */
record SearchScope(ReadSteps steps, @Nullable UserId user) {
  /**
   * What was found.
   *
   * @param complete tells what it reflects
   * @param silent partitions that did not answer
   */
  record Found(SearchPage page, Complete<?> complete, Set<Integer> silent) {}

  /** What tells the walks of users apart. */
  String name() {
    return user == null ? "" : user.value();
  }

  /**
   * Searches by text.
   *
   * @param collection what to rank with; null on a first page
   */
  Found text(SearchQuery query, @Nullable TermStatistics collection, Freshness freshness) {
    if (user != null) {
      Complete<Lookup<SearchPage>> complete =
          steps.ask(new Read.SearchUser(user, query, collection), freshness);
      return new Found(ReadSteps.found(complete), complete, Set.copyOf(complete.silent()));
    }
    Complete<SearchPage> complete = steps.ask(new Read.SearchAll(query, collection), freshness);
    SearchPage page = complete.value();
    return new Found(
        collection == null ? page : page.rankedWith(collection),
        complete,
        new TreeSet<>(complete.silent()));
  }

  /** Searches by vector. */
  Found similar(SimilarQuery query, Freshness freshness) {
    if (user != null) {
      Complete<Lookup<SearchPage>> complete =
          steps.ask(new Read.SimilarUser(user, query), freshness);
      return new Found(ReadSteps.found(complete), complete, Set.copyOf(complete.silent()));
    }
    Complete<SearchPage> complete = steps.ask(new Read.SimilarAll(query), freshness);
    return new Found(complete.value(), complete, new TreeSet<>(complete.silent()));
  }
}
