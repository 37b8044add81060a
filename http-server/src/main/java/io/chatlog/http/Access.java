package io.chatlog.http;

import io.chatlog.auth.ApiKey;
import io.chatlog.auth.AuthSettings;
import io.chatlog.auth.Caller;
import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.auth.UserTokens;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use which route: the one place where that is decided, for every route of a server.
 * Thread-safe.
 *
 * <ul>
 *   <li>What tells nothing of anybody (health, metrics, the reference) and the route that makes
 *       tokens is open to all.
 *   <li>The token of a user opens the routes under that user's own path. It also opens those whose
 *       handlers look at what each part of a request is about, and do or tell nothing that is not
 *       that user's ({@link Caller#opens}): messages and sessions of any user in one batch,
 *       receipts, imports, personas, statistics by day. All others are forbidden.
 *   <li>An API key opens every route; search over all users needs its scope where authentication is
 *       required.
 *   <li>Without credentials everything is open, or nothing, as configured. Credentials that are not
 *       valid are refused in any case; a token is valid for as long as its user has the password
 *       that it was made for. Where that cannot be said now, nobody is let in.
 * </ul>
 */
public final class Access {
  /** The route that makes tokens. */
  public static final String TOKEN_PATH = "/v1/auth/token";

  private static final String API = "/v1/";
  private static final String USER_PATH = "/v1/users/{user}";
  private static final String SEARCH_ALL_PATH = "/v1/search";

  /** Routes whose handlers ask {@link Caller#opens} themselves. */
  private static final Set<String> SELECTIVE_PATHS =
      Set.of(
          "/v1/messages:batch",
          "/v1/sessions:batch",
          "/v1/receipts/{position}",
          "/v1/import",
          "/v1/personas",
          "/v1/personas/{persona}",
          "/v1/stats/daily",
          "/v1/stats/conversations");

  private static final String SCHEME = "bearer ";

  private final boolean checked;
  private final boolean required;
  private final List<ApiKey> apiKeys;
  private final Optional<UserTokens> tokens;
  private final PasswordMarks marks;

  private Access(
      boolean checked,
      boolean required,
      List<ApiKey> apiKeys,
      Optional<UserTokens> tokens,
      PasswordMarks marks) {
    this.checked = checked;
    this.required = required;
    this.apiKeys = apiKeys;
    this.tokens = tokens;
    this.marks = marks;
  }

  /** Looks at no credentials: for servers that are reached by other nodes only. */
  public static Access unchecked() {
    return new Access(false, false, List.of(), Optional.empty(), PasswordMarks.none());
  }

  /**
   * As configured.
   *
   * @param marks tells which password the user of a token has now; asked for requests that bear a
   *     token, and for no others
   */
  public static Access of(AuthSettings settings, InstantSource clock, PasswordMarks marks) {
    return new Access(
        true, settings.required(), settings.apiKeys(), tokens(settings, clock), marks);
  }

  /** The tokens of users; empty where there is no secret to sign them with. */
  public static Optional<UserTokens> tokens(AuthSettings settings, InstantSource clock) {
    return settings.tokenSecret().isEmpty()
        ? Optional.empty()
        : Optional.of(UserTokens.of(settings.tokenSecret(), settings.tokenTtl(), clock));
  }

  /**
   * On whose behalf a request is made.
   *
   * @param path the parameters of its path, decoded
   * @param authorization the values of its {@code Authorization} header
   * @throws ProblemException {@code unauthorized} or {@code forbidden}; what is retryable when it
   *     cannot be said now whether a token is still valid
   */
  Caller admit(Route route, Map<String, String> path, List<String> authorization) {
    if (!checked || !route.path().startsWith(API) || route.path().equals(TOKEN_PATH)) {
      return new Caller.Nobody();
    }
    Caller caller = authorization.isEmpty() ? new Caller.Nobody() : caller(authorization);
    switch (caller) {
      case Caller.Nobody() -> {
        if (required) {
          throw new ProblemException(
              ErrorCode.UNAUTHORIZED, "this server asks for a token or an API key");
        }
      }
      case Caller.OfUser(UserId user) -> {
        boolean own = isUnder(route.path()) && user.value().equals(path.get("user"));
        if (!own && !SELECTIVE_PATHS.contains(route.path())) {
          throw new ProblemException(
              ErrorCode.FORBIDDEN, "the token is good for the data of its own user only");
        }
      }
      case Caller.OfKey key -> {
        if (required
            && route.path().equals(SEARCH_ALL_PATH)
            && !key.scopes().contains(ApiKey.SEARCH_ALL)) {
          throw new ProblemException(
              ErrorCode.FORBIDDEN, "search over all users needs the scope " + ApiKey.SEARCH_ALL);
        }
      }
    }
    return caller;
  }

  private static boolean isUnder(String path) {
    return path.startsWith(USER_PATH)
        && (path.length() == USER_PATH.length()
            || "/:".indexOf(path.charAt(USER_PATH.length())) >= 0);
  }

  private Caller caller(List<String> authorization) {
    String header = authorization.getFirst();
    if (authorization.size() == 1 && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      String credential = header.substring(SCHEME.length()).strip();
      Optional<Caller> known = key(credential).or(() -> user(credential));
      if (known.isPresent()) {
        return known.get();
      }
    }
    throw new ProblemException(
        ErrorCode.UNAUTHORIZED, "the credentials are not valid, or not valid any more");
  }

  private Optional<Caller> user(String credential) {
    return tokens
        .flatMap(known -> known.read(credential))
        .filter(this::holds)
        .map(token -> new Caller.OfUser(token.user()));
  }

  /** Whether the user has the password that a token was made for. */
  private boolean holds(UserTokens.Token token) {
    return switch (marks.of(token.user(), token.seen())) {
      case PasswordMarks.Has(PasswordMark mark) -> mark.equals(token.mark());
      case PasswordMarks.HasNone() -> false;
      case PasswordMarks.Unknown(ErrorCode code, String detail) ->
          throw new ProblemException(code, "the token cannot be checked now: " + detail);
    };
  }

  /** Looks at every key, whichever fits. */
  private Optional<Caller> key(String credential) {
    byte[] hash = sha256(credential);
    Caller found = null;
    for (ApiKey key : apiKeys) {
      if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(key.sha256()))) {
        found = new Caller.OfKey(key.id(), key.scopes());
      }
    }
    return Optional.ofNullable(found);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
      throw new IllegalStateException(impossible);
    }
  }
}
