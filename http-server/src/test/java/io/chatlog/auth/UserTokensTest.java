package io.chatlog.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class UserTokensTest {
  private static final UserId ANN = new UserId("ann|away[`]");
  private static final UserTokens.Token OF_ANN =
      new UserTokens.Token(ANN, new PasswordMark("mark-1"), Positions.of(new Position(3, 17)));
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final UserTokens tokens = UserTokens.of(SECRET, Duration.ofHours(1), now::get);

  private static UserTokens.Token token(String user) {
    return new UserTokens.Token(new UserId(user), new PasswordMark("mark-1"), Positions.NONE);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("chatlog")
        .claim("mark", "mark-1")
        .subject("ann")
        .expirationTime(Date.from(now.get().plusSeconds(60)));
  }

  private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, String secret)
      throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
    jwt.sign(new MACSigner(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return jwt.serialize();
  }

  @Test
  void aTokenStandsForItsUserUntilItExpires() {
    String token = tokens.issue(OF_ANN);
    assertThat(tokens.read(token)).contains(OF_ANN);
    now.set(now.get().plus(Duration.ofMinutes(59)));
    assertThat(tokens.read(token)).contains(OF_ANN);
    now.set(now.get().plus(Duration.ofMinutes(1)));
    assertThat(tokens.read(token)).isEmpty();
  }

  @Test
  void oneThatWasChangedOrMadeElsewhereStandsForNobody() throws Exception {
    String token = tokens.issue(OF_ANN);
    String[] parts = token.split("[.]");
    String other = tokens.issue(token("bob")).split("[.]")[1];
    assertThat(tokens.read(parts[0] + "." + other + "." + parts[2])).isEmpty();
    assertThat(tokens.read(token.substring(0, token.length() - 2))).isEmpty();
    assertThat(tokens.read("")).isEmpty();
    assertThat(tokens.read("a.b.c")).isEmpty();
    assertThat(tokens.read(signed(claims().build(), JWSAlgorithm.HS256, SECRET)))
        .contains(token("ann"));
    assertThat(tokens.read(signed(claims().build(), JWSAlgorithm.HS256, SECRET.replace('0', '1'))))
        .isEmpty();
    assertThat(tokens.read(new PlainJWT(claims().build()).serialize())).isEmpty();
    assertThat(tokens.read(signed(claims().build(), JWSAlgorithm.HS384, SECRET + SECRET)))
        .isEmpty();
  }

  @Test
  void oneWithoutWhatItMustSayStandsForNobody() throws Exception {
    for (JWTClaimsSet claims :
        new JWTClaimsSet[] {
          claims().issuer("other").build(),
          claims().subject(null).build(),
          claims().subject("not an id").build(),
          claims().expirationTime(null).build(),
          claims().claim("mark", null).build(),
          claims().claim("mark", 7).build(),
          claims().claim("seen", "x").build()
        }) {
      assertThat(tokens.read(signed(claims, JWSAlgorithm.HS256, SECRET))).isEmpty();
    }
  }
}
