package io.chatlog.query.app;

import io.chatlog.auth.PasswordMark;
import io.chatlog.auth.PasswordMarks;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Answer.Failed;
import io.chatlog.view.Credential;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which password a user has, by one read of the owner of its data.
 *
 * <p>Of each partition, no answer shows less than an earlier one did: a password that was once seen
 * changed stays changed, also right after a fail-over, when the new owner is still catching up.
 * Thread-safe.
 */
public final class ReadPasswordMarks implements PasswordMarks {
  private static final int WAIT_MILLIS = 2_000;

  private final Reads reads;

  /** By partition, behind the last offset that an answer reflected. */
  private final AtomicLongArray seen;

  public ReadPasswordMarks(Reads reads) {
    this.reads = reads;
    this.seen = new AtomicLongArray(reads.partitionCount());
  }

  @Override
  public Answer of(UserId user, Positions atLeast) {
    int partition = reads.partitionOf(user);
    Freshness freshness = new Freshness(floor(partition, atLeast), WAIT_MILLIS, false);
    return switch (reads.read(new Read.GetCredential(user), freshness)) {
      case Failed<Lookup<Credential>>(var code, String detail) -> new Unknown(code, detail);
      case Complete<Lookup<Credential>> complete -> {
        complete
            .reflects()
            .offset(partition)
            .ifPresent(offset -> seen.accumulateAndGet(partition, offset + 1, Math::max));
        yield said(complete.value());
      }
    };
  }

  /** Of the partition, the later of what is asked for and what was seen. */
  private Positions floor(int partition, Positions atLeast) {
    OptionalLong asked = atLeast.offset(partition);
    long offset = Math.max(asked.orElse(-1), seen.get(partition) - 1);
    return offset < 0 ? Positions.NONE : Positions.of(new Position(partition, offset));
  }

  private static Answer said(Lookup<Credential> found) {
    if (!(found instanceof Lookup.Found<Credential>(Credential credential))) {
      return new HasNone();
    }
    PasswordHash hash = credential.passwordHash();
    return hash == null ? new HasNone() : new Has(PasswordMark.of(hash));
  }
}
