package io.chatlog.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private final Passwords passwords = new Passwords(2, Duration.ofSeconds(5), new SecureRandom());

  private static PlainPassword plain(String text) {
    return new PlainPassword(text);
  }

  @Test
  void aPasswordHasItsHashAndNoOtherHas() throws Exception {
    PasswordHash hash = passwords.hash(plain("correct horse"));
    assertThat(hash.phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("=$");
    assertThat(passwords.check(plain("correct horse"), hash)).isTrue();
    assertThat(passwords.check(plain("correct horsf"), hash)).isFalse();
    assertThat(passwords.check(plain(""), hash)).isFalse();
    assertThat(passwords.check(plain("correct horse"), null)).isFalse();
    assertThat(passwords.hash(plain("correct horse"))).isNotEqualTo(hash);
  }

  @Test
  void aHashOfTheReferenceImplementationIsKnown() throws Exception {
    // echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 (test.c of phc-winner-argon2)
    PasswordHash hash =
        new PasswordHash(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    assertThat(passwords.check(plain("password"), hash)).isTrue();
    assertThat(passwords.check(plain("passwore"), hash)).isFalse();
  }

  @Test
  void aPasswordDoesNotDependOnHowItsLettersAreComposed() throws Exception {
    PasswordHash hash = passwords.hash(plain("gr\u00fc\u00dfe aus k\u00f6ln"));
    assertThat(passwords.check(plain("gru\u0308\u00dfe aus ko\u0308ln"), hash)).isTrue();
  }

  @Test
  void neitherPasswordNorHashShowsInText() throws Exception {
    assertThat(plain("correct horse").toString()).doesNotContain("correct");
    assertThat(passwords.hash(plain("correct horse")).toString()).doesNotContain("argon2");
  }

  @Test
  void aHashThatWouldCostTooMuchIsNotTried() {
    PasswordHash costly =
        new PasswordHash(
            "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJH");
    assertThatThrownBy(() -> passwords.check(plain("password"), costly))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noMoreThanAFewAreHashedAtOnce() throws Exception {
    Passwords none = new Passwords(0, Duration.ofMillis(1), new SecureRandom());
    assertThatThrownBy(() -> none.hash(plain("correct horse")))
        .isInstanceOf(TooManyHashesException.class);
  }

  @Test
  void lengthIsCountedInCharacters() {
    assertThat(plain("x".repeat(7)).isLegal()).isFalse();
    assertThat(plain("x".repeat(8)).isLegal()).isTrue();
    assertThat(plain("\ud83d\ude00".repeat(1024)).isLegal()).isTrue();
    assertThat(plain("x".repeat(1025)).isLegal()).isFalse();
  }
}
