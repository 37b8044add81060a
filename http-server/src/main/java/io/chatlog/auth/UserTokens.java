package io.chatlog.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatlog.value.Ids;
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
 * every server that knows the secret makes and checks without asking anybody. So one that is made
 * stays valid until it expires, also when the password is changed. Thread-safe.
 */
public final class UserTokens {
  private static final String ISSUER = "chatlog";

  private final byte[] secret;
  private final Duration ttl;
  private final InstantSource clock;

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

  /** A new token of a user. */
  public String issue(UserId user) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(user.value())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(ttl)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException impossible) { // the secret is long enough
      throw new IllegalStateException(impossible);
    }
    return token.serialize();
  }

  /** The user that a token stands for now; empty when it is none of ours, or expired. */
  public Optional<UserId> user(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm())
          || !jwt.verify(new MACVerifier(secret))) {
        return Optional.empty();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Date expires = claims.getExpirationTime();
      String subject = claims.getSubject();
      boolean valid =
          ISSUER.equals(claims.getIssuer())
              && expires != null
              && expires.toInstant().isAfter(clock.instant())
              && subject != null
              && Ids.fault(subject).isEmpty();
      return valid ? Optional.of(new UserId(subject)) : Optional.empty();
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }

  /** Of a secret as it is configured. */
  public static UserTokens of(String secret, Duration ttl, InstantSource clock) {
    return new UserTokens(secret.getBytes(StandardCharsets.UTF_8), ttl, clock);
  }
}
