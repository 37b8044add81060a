package io.chatlog.auth;

import io.chatlog.value.PasswordHash;
import io.chatlog.value.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id (RFC 9106) and checks them, a bounded number at once: each takes
 * its memory of {@value #MEMORY_KIB} KiB and some tens of milliseconds of a core. Thread-safe.
 *
 * <p>Parameters are those that OWASP's Password Storage Cheat Sheet names: 19 MiB, two passes, one
 * lane. They stand in the hash (PHC form), so that hashes made with others are checked as well. A
 * password is hashed as UTF-8 of its form NFKC, so that it does not depend on the keyboard.
 */
public final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** No hash may make a check take more: it could come from a log that was tampered with. */
  private static final int MEMORY_KIB_MAX = 256 * 1024;

  private static final int PASSES_MAX = 16;
  private static final int LANES_MAX = 16;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
              + "\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{16,88})");

  private final int atOnceMax;
  private final Semaphore turns;
  private final Duration patience;
  private final SecureRandom random;
  private final PasswordHash nobodys;

  /**
   * @param atOnceMax passwords that are hashed or checked at once
   * @param patience how long one waits for its turn
   */
  public Passwords(int atOnceMax, Duration patience, SecureRandom random) {
    this.atOnceMax = atOnceMax;
    this.turns = new Semaphore(atOnceMax);
    this.patience = patience;
    this.random = random;
    byte[] nothing = new byte[HASH_BYTES];
    random.nextBytes(nothing);
    this.nobodys = phc(nothing, new byte[SALT_BYTES]);
  }

  /**
   * The hash of a password, with a salt of its own.
   *
   * @throws TooManyHashesException when it got no turn in time
   */
  public PasswordHash hash(PlainPassword password) throws TooManyHashesException {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return phc(hash(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES), salt);
  }

  /**
   * Whether a password has a hash. Takes the same time when there is no hash, which no password
   * has.
   *
   * @throws TooManyHashesException when it got no turn in time
   */
  public boolean check(PlainPassword password, @Nullable PasswordHash expected)
      throws TooManyHashesException {
    Matcher parts = PHC.matcher(expected == null ? nobodys.phc() : expected.phc());
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password hash is in no known form");
    }
    int memoryKib = Integer.parseInt(parts.group(1));
    int passes = Integer.parseInt(parts.group(2));
    int lanes = Integer.parseInt(parts.group(3));
    if (memoryKib > MEMORY_KIB_MAX || passes > PASSES_MAX || lanes > LANES_MAX) {
      throw new IllegalStateException("a stored password hash is too costly to check");
    }
    byte[] hash = Base64.getDecoder().decode(parts.group(5));
    byte[] found =
        hash(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            memoryKib,
            passes,
            lanes,
            hash.length);
    return MessageDigest.isEqual(found, hash) && expected != null;
  }

  private byte[] hash(
      PlainPassword password, byte[] salt, int memoryKib, int passes, int lanes, int bytes)
      throws TooManyHashesException {
    String text = Normalizer.normalize(password.text(), Normalizer.Form.NFKC);
    try {
      if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TooManyHashesException(atOnceMax);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new TooManyHashesException(atOnceMax);
    }
    try {
      Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
      argon2.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memoryKib)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      byte[] hash = new byte[bytes];
      argon2.generateBytes(text.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      turns.release();
    }
  }

  private static PasswordHash phc(byte[] hash, byte[] salt) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                MEMORY_KIB,
                PASSES,
                LANES,
                base64.encodeToString(salt),
                base64.encodeToString(hash)));
  }
}
