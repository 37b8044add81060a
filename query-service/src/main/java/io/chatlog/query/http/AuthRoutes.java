package io.chatlog.query.http;

import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.TooManyHashesException;
import io.chatlog.auth.UserTokens;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Access;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Ids;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Credential;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for passwords. A wrong password, a user without one and no such user are answered alike
 * and after the same work, so that nobody learns which users there are.
 */
final class AuthRoutes implements Routes {
  private static final FieldNames NAMES = FieldNames.of("user_id", "email", "password");
  private static final int EMAIL_CHARS_MAX = 1_000;

  private final ReadSteps steps;
  private final Logins logins;
  private final Attempts attempts;

  AuthRoutes(ReadSteps steps, Logins logins) {
    this.steps = steps;
    this.logins = logins;
    this.attempts = new Attempts(logins.seed());
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, Access.TOKEN_PATH, "create_token", this::token);
  }

  /** What was sent: a user by one of its names, and its password. */
  private record Given(@Nullable String userId, @Nullable String email, PlainPassword password) {}

  private Answer token(Request request) throws IOException {
    request.mediaType(Set.of(MediaType.JSON));
    Given given = given(StrictJson.object(request.body(), NAMES));
    UserTokens tokens =
        logins
            .tokens()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_IMPLEMENTED,
                        "there are no tokens here: set chatlog.auth.token_secret, the same for"
                            + " ingest and query"));
    UserId wanted = wanted(given);
    limit(wanted);
    Complete<Lookup<Credential>> read = steps.ask(new Read.GetCredential(wanted), Freshness.NOW);
    Credential credential = credential(read.value(), given);
    PasswordHash hash = credential == null ? null : credential.passwordHash();
    if (!check(given.password(), hash) || credential == null || hash == null) {
      throw new ProblemException(
          ErrorCode.UNAUTHORIZED, "there is no such user, or the password is not the user's");
    }
    attempts.wasRight(wanted.value());
    UserId user = credential.user();
    String token = tokens.issue(new UserTokens.Token(user, PasswordMark.of(hash), read.reflects()));
    return Answer.json(
            200,
            json ->
                json.startObject()
                    .field("token", token)
                    .field("token_type", "Bearer")
                    .field("expires_in", tokens.ttl().toSeconds())
                    .field("user_id", user.value())
                    .endObject())
        .header("Cache-Control", "no-store");
  }

  private static Given given(Fields json) {
    String userId = json.text("user_id");
    String email = json.text("email");
    String password = json.text("password");
    if (userId != null) {
      Ids.fault(userId)
          .ifPresent(why -> json.faults().add("/user_id", ErrorCode.INVALID_ID, "user_id " + why));
    }
    if (email != null && email.length() > EMAIL_CHARS_MAX) {
      json.faults().add("/email", ErrorCode.INVALID_FIELD, "not an e-mail address");
    }
    if (json.faults().isEmpty() && (userId == null) == (email == null)) {
      json.faults()
          .add(
              "/user_id",
              userId == null ? ErrorCode.MISSING_FIELD : ErrorCode.INVALID_FIELD,
              "one of user_id and email must be there");
    }
    if (password == null) {
      json.faults().add("/password", ErrorCode.MISSING_FIELD, "password is missing");
    } else if (password.length() > 2 * PlainPassword.CHARS_MAX) {
      json.faults().add("/password", ErrorCode.INVALID_FIELD, "the password is too long");
    }
    json.faults().throwIfAny();
    return new Given(userId, email, new PlainPassword(password == null ? "" : password));
  }

  /** The user that is meant; where nobody has the address, its own id, which no user has. */
  private UserId wanted(Given given) {
    if (given.email() == null) {
      return new UserId(String.valueOf(given.userId()));
    }
    UserId email = EmailIds.of(given.email());
    List<EmailClaim> claims =
        steps
            .ask(
                new Read.GetEmailClaims(steps.reads().partitionOf(email), List.of(email)),
                Freshness.NOW)
            .value();
    return claims.isEmpty() ? email : claims.getFirst().claimant();
  }

  private void limit(UserId wanted) {
    long waitMillis = attempts.tryNow(wanted.value(), steps.clock().millis());
    if (waitMillis > 0) {
      throw Problem.of(ErrorCode.TOO_MANY_REQUESTS, "too many attempts for this user")
          .withRetryAfter((int) ((waitMillis + 999) / 1_000))
          .toException();
    }
  }

  /** What was found, if it is whom the request means. */
  private static @Nullable Credential credential(Lookup<Credential> found, Given given) {
    if (!(found instanceof Lookup.Found<Credential>(Credential credential))) {
      return null;
    }
    // an address may be reserved for a user that does not have it yet
    boolean isMeant =
        given.email() == null
            || (credential.email() != null
                && EmailIds.of(credential.email()).equals(EmailIds.of(given.email())));
    return isMeant ? credential : null;
  }

  private boolean check(PlainPassword password, @Nullable PasswordHash hash) {
    try {
      return logins.passwords().check(password, hash);
    } catch (TooManyHashesException busy) {
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS, String.valueOf(busy.getMessage()));
    }
  }
}
