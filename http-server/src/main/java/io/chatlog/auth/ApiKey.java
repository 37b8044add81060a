package io.chatlog.auth;

import java.util.Set;

/**
 * A key of an operator. The key itself is known to nobody here.
 *
 * @param id names it in logs and as the actor of events
 * @param sha256 of the key, as 64 hexadecimal digits in lower case
 * @param scopes what it may do beyond every key
 */
public record ApiKey(String id, String sha256, Set<String> scopes) {
  /** Search over all users. */
  public static final String SEARCH_ALL = "search:all";

  /** Every scope that there is. */
  public static final Set<String> SCOPES = Set.of(SEARCH_ALL);

  public ApiKey {
    scopes = Set.copyOf(scopes);
  }
}
