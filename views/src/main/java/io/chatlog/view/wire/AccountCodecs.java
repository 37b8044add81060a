package io.chatlog.view.wire;

import static io.chatlog.view.wire.EntityCodecs.USER_ID;

import io.chatlog.value.PasswordHash;
import io.chatlog.view.Credential;
import io.chatlog.view.EmailClaim;
import io.chatlog.view.EmailUse;

/** What nodes say of e-mail addresses and credentials. */
public final class AccountCodecs {
  /** Claims. */
  public static final Codec<EmailClaim> CLAIM =
      Codec.of(
          (claim, out) -> {
            USER_ID.write(claim.email(), out);
            USER_ID.write(claim.claimant(), out);
            out.writeLong(claim.offset()).writeLong(claim.claimedAtMicros());
          },
          in -> new EmailClaim(USER_ID.read(in), USER_ID.read(in), in.readLong(), in.readLong()));

  /** Uses. */
  public static final Codec<EmailUse> USE =
      Codec.of(
          (use, out) -> {
            USER_ID.write(use.user(), out);
            USER_ID.write(use.email(), out);
          },
          in -> new EmailUse(USER_ID.read(in), USER_ID.read(in)));

  /** Credentials. */
  public static final Codec<Credential> CREDENTIAL =
      Codec.of(
          (credential, out) -> {
            PasswordHash hash = credential.passwordHash();
            USER_ID.write(credential.user(), out);
            out.writeNullableString(credential.email())
                .writeNullableString(hash == null ? null : hash.phc());
          },
          in ->
              new Credential(
                  USER_ID.read(in),
                  in.readNullableString(),
                  in.readBoolean() ? new PasswordHash(in.readString()) : null));

  /** Offsets. */
  public static final Codec<Long> OFFSET =
      Codec.of((offset, out) -> out.writeLong(offset), In::readLong);

  private AccountCodecs() {}
}
