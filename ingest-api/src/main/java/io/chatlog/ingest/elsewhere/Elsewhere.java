package io.chatlog.ingest.elsewhere;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.event.Payload.EraseRefused;
import io.chatlog.event.VersionCondition;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PanelId;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.PanelPost;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what a user has in partitions of others: its personas, and what it said in panels. Before
 * the user itself: a server that dies in between leaves a user that is there, so whoever asked for
 * its erasure asks again; and after it, for what came into being meanwhile. Each time a barrier
 * goes through every partition first: whatever the log had acknowledged by then is found.
 * Thread-safe; blocks for a bounded time. Keeps nothing between calls.
 */
public final class Elsewhere {
  private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);
  private static final int TOGETHER_MAX = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Reads reads;
  private final Decisions decisions;

  /**
   * @param newIds gives a UUIDv7 as text at each call
   * @param clock says when a deletion was accepted
   */
  public Elsewhere(
      EventEncoder encoder,
      EventLog log,
      Reads reads,
      Supplier<String> newIds,
      InstantSource clock) {
    this.reads = reads;
    this.decisions = new Decisions(encoder, log, reads, newIds, clock);
  }

  /**
   * Whether a user is there and has something elsewhere, what was refused aside, of all that the
   * log has acknowledged by now.
   */
  public Held held(UserId user) {
    try {
      if (any(user, Freshness.NOW)) {
        return new Held.Something();
      }
      long untilNanos = System.nanoTime() + PATIENCE.toNanos();
      Positions decided = decisions.everything(leftMillis(untilNanos));
      return any(user, new Freshness(decided, leftMillis(untilNanos), false))
          ? new Held.Something()
          : new Held.Nothing();
    } catch (UnansweredException failure) {
      Erased.Failed failed = failure.asFailed();
      return new Held.Unknown(failed.code(), failed.detail());
    }
  }

  private boolean any(UserId user, Freshness fresh) throws UnansweredException {
    return user(user, fresh) != null
        && (!personas(user, fresh, 1).isEmpty()
            || said(user, fresh, TOGETHER_MAX).stream().anyMatch(post -> post.message() != null));
  }

  /**
   * Erases what a user has elsewhere that is there, and is to be erased; of one that is not, or has
   * not the version that it must have, everything is left alone.
   */
  public Erased eraseBefore(
      UserId id, @Nullable VersionCondition condition, @Nullable String actor) {
    try {
      long untilNanos = System.nanoTime() + PATIENCE.toNanos();
      Positions decided = decisions.everything(leftMillis(untilNanos));
      User user = user(id, new Freshness(decided, leftMillis(untilNanos), false));
      if (user == null || (condition != null && !condition.holds(user.version()))) {
        return new Erased.All();
      }
      return erase(id, actor, decided, untilNanos);
    } catch (UnansweredException failure) {
      return failure.asFailed();
    }
  }

  /** Erases what came into being while the user was erased. */
  public void eraseAfter(UserId user, @Nullable String actor) {
    try {
      if (erase(user, actor) instanceof Erased.Failed failed) {
        LOG.warn("something of an erased user may be left: {}", failed.detail());
      }
    } catch (UnansweredException failure) {
      LOG.warn("something of an erased user may be left", failure);
    }
  }

  /**
   * The same, where nobody waited whether the user is gone: waits until that is decided.
   *
   * @param deletion where the deletion of the user stands
   */
  public void eraseAfter(UserId user, Position deletion, @Nullable String actor) {
    try {
      Freshness decided = new Freshness(Positions.of(deletion), (int) PATIENCE.toMillis(), false);
      if (user(user, decided) == null) {
        eraseAfter(user, actor);
      }
    } catch (UnansweredException failure) {
      LOG.warn("something of an erased user may be left", failure);
    }
  }

  private Erased erase(UserId user, @Nullable String actor) throws UnansweredException {
    long untilNanos = System.nanoTime() + PATIENCE.toNanos();
    return erase(user, actor, decisions.everything(leftMillis(untilNanos)), untilNanos);
  }

  private Erased erase(UserId user, @Nullable String actor, Positions everything, long untilNanos)
      throws UnansweredException {
    Positions decided = everything;
    while (true) {
      Freshness fresh = new Freshness(decided, leftMillis(untilNanos), false);
      List<Event> deletions = deletions(user, fresh, actor);
      if (deletions.isEmpty()) {
        return new Erased.All();
      }
      if (leftMillis(untilNanos) == 0) {
        return new Erased.Failed(
            ErrorCode.DEADLINE_EXCEEDED, "the user has more elsewhere than goes at once; repeat");
      }
      decided = decided.with(decisions.of(deletions, leftMillis(untilNanos)));
    }
  }

  private static int leftMillis(long untilNanos) {
    return (int) Math.max(0, (untilNanos - System.nanoTime()) / 1_000_000);
  }

  private List<Event> deletions(UserId user, Freshness fresh, @Nullable String actor)
      throws UnansweredException {
    List<Event> deletions = new ArrayList<>();
    for (Persona persona : personas(user, fresh, TOGETHER_MAX)) {
      deletions.add(
          decisions.event(
              OwnerIds.of(persona.id()), actor, new DeletePersona(persona.id(), null, user)));
    }
    for (PanelPost post : said(user, fresh, TOGETHER_MAX)) {
      PanelId panel = post.panel();
      MessageId message = post.message();
      deletions.add(
          decisions.event(
              post.owner(),
              actor,
              panel == null || message == null
                  ? new EraseRefused(post.offset())
                  : new ErasePanelMessage(panel, message, post.offset())));
    }
    return deletions;
  }

  private @Nullable User user(UserId user, Freshness fresh) throws UnansweredException {
    return read(new Read.GetUser(user), fresh) instanceof Lookup.Found<User>(User there)
        ? there
        : null;
  }

  private List<Persona> personas(UserId owner, Freshness fresh, int most)
      throws UnansweredException {
    return read(new Read.ListPersonas("", owner, null, most), fresh).items();
  }

  private List<PanelPost> said(UserId author, Freshness fresh, int most)
      throws UnansweredException {
    return read(new Read.ListAuthored(author, most), fresh);
  }

  private <R> R read(Read<R> read, Freshness fresh) throws UnansweredException {
    return switch (reads.read(read, fresh)) {
      case Answer.Complete<R> complete -> {
        if (!complete.silent().isEmpty()) {
          throw new UnansweredException(
              ErrorCode.PARTITION_UNAVAILABLE,
              "partitions that do not answer now: " + complete.silent());
        }
        yield complete.value();
      }
      case Answer.Failed<R>(ErrorCode code, String detail) ->
          throw new UnansweredException(code, detail);
    };
  }
}
