package io.chatlog.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PasswordMarkTest {
  @Test
  void theSamePasswordSetAgainHasAnotherMark() throws Exception {
    Passwords passwords = new Passwords(1, Duration.ofSeconds(5), new SecureRandom());
    PasswordHash first = passwords.hash(new PlainPassword("correct horse"));
    PasswordHash second = passwords.hash(new PlainPassword("correct horse"));
    assertThat(PasswordMark.of(first)).isNotEqualTo(PasswordMark.of(second));
  }

  @Test
  void itIsMadeOfTheHashAloneSoThatEveryReplayMakesTheSame() {
    // printf '$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA' | openssl dgst -sha256 -binary |
    // head -c 16 | basenc --base64url
    assertThat(
            PasswordMark.of(new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA")).value())
        .isEqualTo("vnkcxjyheVWUV9BKFmzn0A");
  }
}
