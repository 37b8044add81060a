package io.chatlog.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatlog.value.Ids;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/**
 * Tokens that stand for one user for a while: JSON Web Tokens (RFC 7519) with HMAC-SHA-256, which
 * every server that knows the secret makes and reads. A token names the password that it was made
 * for; whether the user still has that one is for the caller to ask ({@link PasswordMarks}).
 * Thread-safe.
 */
public final class UserTokens {
  private static final String ISSUER = "chatlog";
  private static final String MARK = "mark";
  private static final String SEEN = "seen";

  private final byte[] secret;
  private final Duration ttl;
  private final InstantSource clock;

  /**
   * What a token says.
   *
   * @param mark of the password that it was made for
   * @param seen where the user was seen to have that password: to be looked at no earlier state
   */
  public record Token(UserId user, PasswordMark mark, Positions seen) {}

  /**
   * @param secret at least {@value AuthSettings#SECRET_BYTES_MIN} bytes
   * @param ttl how long a token is valid
   */
  public UserTokens(byte[] secret, Duration ttl, InstantSource clock) {
    this.secret = secret.clone();
    this.ttl = ttl;
    this.clock = clock;
  }

  /** How long a token is valid. */
  public Duration ttl() {
    return ttl;
  }

  /** A new token. */
  public String issue(Token token) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(token.user().value())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ttl)))
            .claim(MARK, token.mark().value());
    if (!token.seen().isEmpty()) {
      claims.claim(SEEN, token.seen().toString());
    }
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
    try {
      jwt.sign(new MACSigner(secret));
    } catch (JOSEException impossible) { // the secret is long enough
      throw new IllegalStateException(impossible);
    }
    return jwt.serialize();
  }

  /** What a token says; empty when it is none of ours, or expired. */
  public Optional<Token> read(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
          || !jwt.verify(new MACVerifier(secret))) {
        return Optional.empty();
      }
      return said(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<Token> said(JWTClaimsSet claims) throws ParseException {
    Date expires = claims.getExpirationTime();
    String subject = claims.getSubject();
    String mark = claims.getStringClaim(MARK);
    String seen = claims.getStringClaim(SEEN);
    Optional<Positions> positions =
        seen == null ? Optional.of(Positions.NONE) : Positions.parse(seen);
    boolean valid =
        ISSUER.equals(claims.getIssuer())
            && expires != null
            && expires.toInstant().isAfter(clock.instant())
            && subject != null
            && Ids.fault(subject).isEmpty();
    return valid && mark != null && positions.isPresent()
        ? Optional.of(new Token(new UserId(subject), new PasswordMark(mark), positions.get()))
        : Optional.empty();
  }

  /** Of a secret as it is configured. */
  public static UserTokens of(String secret, Duration ttl, InstantSource clock) {
    return new UserTokens(secret.getBytes(StandardCharsets.UTF_8), ttl, clock);
  }
}
